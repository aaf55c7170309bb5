import { memo, useLayoutEffect, useRef } from 'react';
import { IMAGE_SIDE } from '../../domain/dataset';
import { drawStrip, type PixelValues } from './draw';
import styles from './images.module.css';
import { GREY } from './palette';

/** Transparent canvas pixels between two images of a strip, in image pixels. */
export const STRIP_GAP = 1;

/** Props of {@link ImageStrip}. */
export interface ImageStripProps {
  /** Gives the images, left to right; must be the same function as long as they are the same. */
  imagesOf: (row: number) => readonly PixelValues[];
  row: number;
  /** Side of an image pixel in CSS pixels; a whole number of device pixels looks even. */
  scale: number;
}

/**
 * A row of images as one small canvas, which the compositor enlarges without smoothing: 29 canvas
 * pixels an image, whatever its size on screen.
 */
export const ImageStrip = memo(function ImageStrip({ imagesOf, row, scale }: ImageStripProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    drawStrip(canvas, imagesOf(row), GREY, STRIP_GAP);
    canvas.style.width = `${canvas.width * scale}px`;
    canvas.style.height = `${IMAGE_SIDE * scale}px`;
  }, [imagesOf, row, scale]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without tabindex takes no focus
  return <canvas ref={ref} className={styles.canvas} aria-hidden="true" />;
});
