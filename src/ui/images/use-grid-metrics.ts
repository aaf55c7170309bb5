import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { IMAGE_SIDE } from '../../domain/dataset';
import { STRIP_GAP } from './ImageStrip';

/** Room around the images for the marks of those at the edge, in CSS pixels. */
export const GRID_EDGE = 4;

/** Sizes of a grid of images, in CSS pixels. */
export interface GridMetrics {
  columns: number;
  /** Side of an image pixel: a whole number of device pixels, so that all look the same. */
  scale: number;
  /** From one image to the next, gap included. */
  stride: number;
  /** Rows that fit into the view. */
  pageRows: number;
}

/**
 * Sizes for a grid in a scrolling element. `pixelSize` is the wanted side of an image pixel; the real
 * one is the nearest that the screen can show evenly. Null until the element is measured.
 */
export function useGridMetrics(
  scroller: RefObject<HTMLElement | null>,
  pixelSize: number,
): GridMetrics | null {
  const ratio = useDevicePixelRatio();
  const [box, setBox] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth, clientHeight } = element;
      setBox({ width: clientWidth - 2 * GRID_EDGE, height: clientHeight - 2 * GRID_EDGE });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return box && gridMetrics(box, pixelSize, ratio);
}

/** The sizes that fit a box on a screen of this device pixel ratio. */
export function gridMetrics(
  box: { width: number; height: number },
  pixelSize: number,
  ratio: number,
): GridMetrics {
  const scale = Math.max(1, Math.round(pixelSize * ratio)) / ratio;
  const stride = (IMAGE_SIDE + STRIP_GAP) * scale;
  return {
    columns: Math.max(1, Math.floor((box.width + STRIP_GAP * scale) / stride)),
    scale,
    stride,
    pageRows: Math.floor(box.height / stride),
  };
}

function useDevicePixelRatio(): number {
  return useSyncExternalStore(subscribeToRatio, () => window.devicePixelRatio);
}

/** A resolution query fires once, when the ratio leaves its value: ask again for the new one. */
function subscribeToRatio(changed: () => void): () => void {
  const watch = new AbortController();
  const listen = () => {
    window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        changed();
        listen();
      },
      { once: true, signal: watch.signal },
    );
  };
  listen();
  return () => watch.abort();
}
