/** Who reads a tensor, which decides how it has to lie. */
import type { LayerSummary } from '../../domain/models/shapes';
import { frameOf } from './layers/conv';
import { type Frame, NO_FRAME } from './tensor';

/** The layer or block that reads what comes before layer `index`. Dropout works in place and does not count. */
export function readerOf(layers: readonly LayerSummary[], index: number): LayerSummary | undefined {
  return layers.slice(index).find(({ spec }) => spec.kind !== 'dropout');
}

/** The frame for the reader, whose window may read from a wider one than its padding; for a block, both ways. */
export function frameFor(reader: LayerSummary | undefined): Frame {
  switch (reader?.spec.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
      return frameOf(reader.inputShape, reader.spec);
    case 'residual':
      return widest(
        [reader.layers, reader.shortcut].map((layers) => frameFor(readerOf(layers, 0))),
      );
    default:
      return NO_FRAME;
  }
}

function widest(frames: readonly Frame[]): Frame {
  const side = (name: keyof Frame) => Math.max(...frames.map((frame) => frame[name]));
  return { top: side('top'), left: side('left'), bottom: side('bottom'), right: side('right') };
}
