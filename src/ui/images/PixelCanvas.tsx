import { useLayoutEffect, useRef } from 'react';
import { BYTE_RANGE, drawStrip, type PixelValues, type ValueRange } from './draw';
import styles from './images.module.css';
import { GREY, type Palette } from './palette';

/** Props of {@link PixelCanvas}. */
export interface PixelCanvasProps {
  /** 784 values; a new array is drawn anew, a changed one is not noticed. */
  pixels: PixelValues;
  /** Width and height in CSS pixels; whole multiples of 28 give even pixels. */
  size: number;
  /** What it shows; null where the text beside it says so already. */
  label: string | null;
  palette?: Palette | undefined;
  range?: ValueRange | undefined;
}

/** One 28 x 28 image, every pixel a sharp square. */
export function PixelCanvas(props: PixelCanvasProps) {
  const { pixels, size, label, palette = GREY, range = BYTE_RANGE } = props;
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (ref.current) drawStrip(ref.current, [pixels], palette, 0, range);
  }, [pixels, palette, range]);
  return (
    <canvas
      ref={ref}
      className={styles.canvas}
      style={{ width: size, height: size }}
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
