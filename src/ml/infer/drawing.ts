/** Draws in the worker: from what the browser decoded to pixels, and from pixels to files. */
import type { PixelImage } from '../../domain/photo/photo';
import { fittedSides } from '../../domain/photo/pixels';

/** Pixels of a bitmap, scaled down to a long side where it is larger. */
export function bitmapPixels(bitmap: ImageBitmap, longSide: number): PixelImage {
  const { width: fullWidth, height: fullHeight } = bitmap;
  const side = Math.min(longSide, Math.max(fullWidth, fullHeight));
  const [width, height] = fittedSides(fullWidth, fullHeight, side);
  const context = sizedContext(width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** One canvas for all: its memory is the browser's, which frees that of many only now and then. */
let canvas: OffscreenCanvas | null = null;

/** An empty canvas of these sides, to be drawn on and read at once: the next caller empties it again. */
export function sizedContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  canvas ??= new OffscreenCanvas(width, height);
  canvas.width = width;
  canvas.height = height;
  // The canvas stays in main memory, where its pixels are wanted.
  const context = canvas.getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas in this worker');
  return context;
}

/**
 * A frame as a bitmap; the frame is closed. Where a frame itself is drawn, Chromium keeps its pixels until some
 * later time: two hundred photos were 400 MB.
 */
export async function bitmapOfFrame(frame: VideoFrame): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(frame);
  } finally {
    frame.close();
  }
}
