/** What tests of the Assistant's store have in place of the worker. */
import type { Failure } from '../domain/failure';
import type { PhotoAdjustments } from '../domain/photo/photo';
import type { PhotoAnswer, PhotoSummary } from '../protocol/inference';

/** An answer that the worker was asked for; the test decides when and how it ends. */
export interface Asked {
  id: string;
  adjustments: PhotoAdjustments;
  end(label: number): void;
  fail(failure: Failure): void;
}

/**
 * An answer that is sure of a label.
 * @param scopeSide side of the photo network's picture; null where that is not asked
 */
export function answerOf(label: number, scopeSide: number | null = null): PhotoAnswer {
  const crop = { left: 0, top: 0, width: 1, height: 1 };
  const pixels = new Uint8Array(784);
  return {
    prepared: {
      pixels,
      steps: [],
      mask: null,
      crop,
      view: crop,
      inverted: false,
      found: true,
      garments: 1,
    },
    probabilities: Float32Array.from({ length: 10 }, (_, at) => (at === label ? 1 : 0)),
    thumbnail: new Uint8Array(),
    width: 1,
    height: 1,
    milliseconds: 1,
    scopePixels: scopeSide === null ? null : new Uint8Array(scopeSide ** 2 * 3),
  };
}

/** The same without its steps. */
export function summaryOf(label: number, scopeSide: number | null = null): PhotoSummary {
  const { prepared, probabilities, thumbnail, scopePixels } = answerOf(label, scopeSide);
  const { pixels, found, garments } = prepared;
  const inputBytes = pixels.length;
  return { thumbnail, inputBytes, pixels, found, garments, probabilities, scopePixels };
}
