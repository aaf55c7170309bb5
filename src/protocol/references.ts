/**
 * What the worker that compares images can be asked. Types only. It is one of its own, so that neither
 * photos nor a training wait for it, and ends when nobody looks at its answers: its memory goes with it.
 */
import type { Result } from '../domain/failure';

/** A known image that is near another one. */
export interface Neighbour {
  /** Position among the images that were given. */
  index: number;
  /** Root of the summed squared differences of all pixels (L2), in grey levels. */
  distance: number;
}

/** The part of the worker's interface that compares images. */
export interface ReferenceApi {
  /**
   * Takes the known images, which replace those before; a copy is kept.
   * @param images N images, one after the other
   * @param count N
   */
  loadReferences(images: Uint8Array, count: number): Promise<Result<null>>;
  /** The nearest known images, the nearest first; fewer than asked for where there are fewer. */
  nearestReferences(pixels: Uint8Array, count: number): Promise<Result<Neighbour[]>>;
}
