/** Who reads a tensor, which decides how it has to lie. */
import type { LayerSummary } from '../../domain/models/shapes';
import { frameOf } from './layers/conv';
import { type Frame, NO_FRAME } from './tensor';

/**
 * Layers that read what comes before layer `index`: more than one where a block begins, none at the
 * end. Dropout works in place and does not count.
 */
export function readersOf(layers: readonly LayerSummary[], index: number): LayerSummary[] {
  const next = layers.slice(index).find(({ spec }) => spec.kind !== 'dropout');
  if (next?.spec.kind !== 'residual') return next ? [next] : [];
  return [...readersOf(next.layers, 0), ...readersOf(next.shortcut, 0)];
}

/** The frame that suits all readers: a convolution may read from one that is wider than its padding. */
export function frameFor(readers: readonly LayerSummary[]): Frame {
  const frames = readers.map(({ spec, inputShape }) =>
    spec.kind === 'conv2d' ? frameOf(inputShape, spec) : NO_FRAME,
  );
  const widest = (side: keyof Frame) => Math.max(0, ...frames.map((frame) => frame[side]));
  return {
    top: widest('top'),
    left: widest('left'),
    bottom: widest('bottom'),
    right: widest('right'),
  };
}
