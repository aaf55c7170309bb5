import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { type HeatMap, smoothed } from '../../domain/heat-map';
import styles from './HeatPicture.module.css';
import { HEAT } from './palettes';

/** Canvas pixels of the smoothed map on each side; the browser enlarges them evenly. */
const SIDE = 96;
/** How much of the picture the colours cover, 0 to 1: where nothing is, and where most is. */
const COVER = { least: 0.2, most: 0.7 };

/** Where heat lies on a picture, in shares of its sides; it may reach beyond them. */
export interface HeatPlace {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Props of {@link HeatPicture}. */
export interface HeatPictureProps {
  /** The picture, which decides the height. */
  children: ReactNode;
  /** What it is called. */
  caption: string;
  /** In CSS pixels. */
  width: number;
  /** Values from 0 to 1; null to show the picture as it is. */
  heat: HeatMap | null;
  place: HeatPlace;
}

/** A picture with heat over it. */
export function HeatPicture({ children, caption, width, heat, place }: HeatPictureProps) {
  return (
    <figure style={{ width }}>
      <div className={styles.picture}>
        {children}
        {heat && <Heat heat={heat} place={place} />}
      </div>
      <figcaption className={styles.caption}>{caption}</figcaption>
    </figure>
  );
}

function Heat({ heat, place }: { heat: HeatMap; place: HeatPlace }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (ref.current) drawHeat(ref.current, heat);
  }, [heat]);
  const { left, top, width, height } = place;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without tabindex takes no focus
    <canvas
      ref={ref}
      className={styles.heat}
      aria-hidden="true"
      style={{
        left: `${left * 100}%`,
        top: `${top * 100}%`,
        width: `${width * 100}%`,
        height: `${height * 100}%`,
      }}
    />
  );
}

function drawHeat(canvas: HTMLCanvasElement, heat: HeatMap): void {
  canvas.width = SIDE;
  canvas.height = SIDE;
  const { values } = smoothed(heat, SIDE, SIDE);
  const data = new ImageData(SIDE, SIDE);
  const target = new Uint32Array(data.data.buffer);
  values.forEach((value, at) => {
    target[at] = HEAT[Math.round(value * 255)] as number;
    data.data[at * 4 + 3] = 255 * (COVER.least + (COVER.most - COVER.least) * value);
  });
  canvas.getContext('2d')?.putImageData(data, 0, 0);
}
