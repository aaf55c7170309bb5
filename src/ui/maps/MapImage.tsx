import { useLayoutEffect, useRef } from 'react';
import type { ColourRange, MapSet } from '../../domain/feature-maps';
import type { Palette } from '../images/palette';
import { drawMaps, mapLayout } from './draw-maps';
import styles from './maps.module.css';

/** Props of {@link MapImage}. */
export interface MapImageProps {
  maps: MapSet;
  map: number;
  palette: Palette;
  range: ColourRange;
  /** Side of one value, in CSS pixels. */
  scale: number;
  /** What it shows; null where something beside it says so. */
  label: string | null;
}

/** One map of a set, every value a sharp square. */
export function MapImage({ maps, map, palette, range, scale, label }: MapImageProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!ref.current) return;
    const one = singleMap(maps, map);
    drawMaps(ref.current, one, mapLayout(one, 1, scale, 0), palette, [range]);
  });
  return (
    <canvas
      ref={ref}
      className={styles.canvas}
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}

/** A set of one map alone. */
export function singleMap(maps: MapSet, map: number): MapSet {
  return { ...maps, count: 1, offset: maps.offset + map * maps.mapStride };
}
