import { useLayoutEffect, useRef } from 'react';
import type { Palette } from '../images/palette';
import styles from './maps.module.css';

/** Props of {@link PaletteLegend}. */
export interface PaletteLegendProps {
  palette: Palette;
  /** What the first and the last colour stand for. */
  from: string;
  to: string;
  /** What the middle stands for, where that needs saying. */
  middle?: string | undefined;
  /** All of it in one sentence, for screen readers. */
  label: string;
}

/** Which values the colours stand for. */
export function PaletteLegend({ palette, from, to, middle, label }: PaletteLegendProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const data = new ImageData(palette.length, 1);
    new Uint32Array(data.data.buffer).set(palette);
    canvas.width = palette.length;
    canvas.height = 1;
    canvas.getContext('2d')?.putImageData(data, 0, 0);
  }, [palette]);
  return (
    <div role="img" aria-label={label} className={styles.legend}>
      <span>{from}</span>
      <span className={styles.ramp}>
        <canvas ref={ref} className={styles.rampCanvas} />
        {middle !== undefined && <span className={styles.middle}>{middle}</span>}
      </span>
      <span>{to}</span>
    </div>
  );
}
