import { useLayoutEffect, useRef } from 'react';
import type { PixelImage } from '../../domain/photo/photo';
import { classes } from '../classes';
import styles from './PictureCanvas.module.css';

/** Props of {@link PictureCanvas}. */
export interface PictureCanvasProps {
  /** A new picture is drawn anew, a changed one is not noticed. */
  image: PixelImage;
  /** What it shows; null where the text beside it says so already. */
  label: string | null;
  /** `contain` shows all of it in its place; `fill` takes the width, and the height that follows. */
  fit: 'contain' | 'fill';
  /** Enlarges every pixel to a sharp square. */
  isSharp?: boolean | undefined;
}

/** A colour picture, one canvas pixel for each of its pixels. */
export function PictureCanvas({ image, label, fit, isSharp }: PictureCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    canvas.width = image.width;
    canvas.height = image.height;
    const pixels = new ImageData(image.data, image.width, image.height);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [image]);
  return (
    <canvas
      ref={ref}
      className={classes(styles.canvas, styles[fit], isSharp && styles.sharp)}
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
