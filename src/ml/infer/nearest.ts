/** The known images that are nearest to another one, pixel by pixel. */
import { AtelierError } from '../../domain/failure';
import type { Neighbour } from '../../protocol/references';
import type { DistanceTable } from '../engine/distances';
import { startDistances } from '../engine/start';

let known: { table: DistanceTable; pixels: number } | null = null;

/**
 * Takes the known images, which replace those before; a copy is kept.
 * @param images `count` images, one after the other
 * @throws AtelierError `out-of-memory`, `backend-unavailable` where the browser has no SIMD, or `file-unreachable` or
 *   `file-damaged` where the kernels do not come
 */
export async function loadReferences(images: Uint8Array, count: number): Promise<null> {
  known?.table.dispose();
  known = null;
  known = { table: await startDistances(images), pixels: images.length / count };
  return null;
}

/**
 * The nearest known images, the nearest first; of equally near ones the first.
 * @throws AtelierError `unexpected` before any are known; RangeError for an image of another size
 */
export async function nearestReferences(pixels: Uint8Array, count: number): Promise<Neighbour[]> {
  if (!known) throw new AtelierError({ code: 'unexpected', detail: 'no known images' });
  if (pixels.length !== known.pixels) throw new RangeError(`an image of ${pixels.length} pixels`);
  const squares = known.table.measure(pixels, 'squared');
  return smallest(squares, count).map((index) => ({
    index,
    distance: Math.sqrt(squares[index] as number),
  }));
}

/** Positions of the smallest values, in order. */
function smallest(values: Uint32Array, count: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    const last = found.at(-1);
    if (found.length === count && value >= (values[last as number] as number)) continue;
    const place = found.findLastIndex((other) => (values[other] as number) <= value) + 1;
    found.splice(place, 0, at);
    if (found.length > count) found.pop();
  }
  return found;
}
