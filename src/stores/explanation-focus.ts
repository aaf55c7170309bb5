/** Which map a person points at, by pointer or by keys; apart from all else, since it changes often. */
import { create } from 'zustand';

/** A map of a layer, and the value of it that is pointed at. */
export interface PointedMap {
  /** Position of the layer in the network. */
  layer: number;
  map: number;
  /** Null when the whole map is meant, as by keys. */
  place: { row: number; column: number } | null;
}

/** The map that is pointed at; null while none is. */
export const usePointedMap = create<{ pointed: PointedMap | null }>(() => ({ pointed: null }));

/** Points at a map, or at none. */
export function pointAt(pointed: PointedMap | null): void {
  usePointedMap.setState({ pointed });
}
