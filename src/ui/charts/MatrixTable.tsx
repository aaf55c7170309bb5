import { Disclosure } from './Disclosure';
import type { MatrixCell, MatrixMode } from './matrix-cells';
import { ScrollRegion } from './ScrollRegion';
import styles from './tables.module.css';

const { table, number } = styles;

/** Properties of {@link MatrixTable}. */
export interface MatrixTableProps {
  cells: readonly MatrixCell[];
  classNames: readonly string[];
  mode: MatrixMode;
  texts: { truth: string; predicted: string; label: string; tableLabel: string };
  formatCount: (value: number) => string;
  formatShare: (value: number) => string;
}

/** The confusion matrix as a table to open, headed on both sides. */
export function MatrixTable(props: MatrixTableProps) {
  const { cells, classNames, mode, texts, formatCount, formatShare } = props;
  const format = ({ count, share }: MatrixCell) =>
    mode === 'counts' ? formatCount(count) : formatShare(share);
  return (
    <Disclosure label={texts.tableLabel}>
      {() => (
        <ScrollRegion label={texts.label}>
          <table className={table}>
            <caption>{texts.label}</caption>
            <thead>
              <tr>
                <th scope="col">{`${texts.truth} \\ ${texts.predicted}`}</th>
                {classNames.map((name) => (
                  <th key={name} scope="col" className={number}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {classNames.map((name, truth) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {cells
                    .filter((cell) => cell.truth === truth)
                    .map((cell) => (
                      <td key={cell.predicted} className={number}>
                        {format(cell)}
                      </td>
                    ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Disclosure>
  );
}
