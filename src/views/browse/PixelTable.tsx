import { memo } from 'react';
import { IMAGE_SIDE } from '../../domain/dataset';
import { useMessages } from '../../stores/preferences';
import type { PixelValues } from '../../ui/images/draw';
import { VisuallyHidden } from '../../ui/VisuallyHidden';
import styles from './PixelTable.module.css';

const INDICES = Array.from({ length: IMAGE_SIDE }, (_, index) => index);

/** From here on black digits read better than white ones (WCAG contrast of grey 118 with both: 4.6). */
const LIGHT_FROM = 118;

/** All 784 values as numbers, each on its own grey. */
export const PixelTable = memo(function PixelTable({ pixels }: { pixels: PixelValues }) {
  const { pixels: texts } = useMessages().browse;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={texts.table}>
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>{texts.table}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <td />
            {INDICES.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {INDICES.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {INDICES.map((column) => (
                <ValueCell key={column} value={pixels[row * IMAGE_SIDE + column] ?? 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});

const ValueCell = memo(function ValueCell({ value }: { value: number }) {
  return (
    <td
      className={value >= LIGHT_FROM ? styles.light : styles.dark}
      style={{ backgroundColor: `rgb(${value} ${value} ${value})` }}
    >
      {value}
    </td>
  );
});
