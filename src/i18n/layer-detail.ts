import type { LayerSpec } from '../domain/models/layers';
import type { Messages } from './messages';

/** Settings of a layer in words: "32 filters of 3 × 3, padding same, ReLU". */
export function layerDetail(t: Pick<Messages, 'analysis'>, spec: LayerSpec): string {
  const texts = t.analysis.model;
  switch (spec.kind) {
    case 'conv2d':
      return [
        texts.filters({ filters: spec.filters, kernel: spec.kernelSize }),
        ...(spec.stride > 1 ? [texts.stride({ stride: spec.stride })] : []),
        texts.paddings[spec.padding],
        texts.activations[spec.activation],
      ].join(', ');
    case 'dense':
      return [texts.units({ units: spec.units }), texts.activations[spec.activation]].join(', ');
    case 'maxPool':
      return texts.window({ size: spec.size });
    case 'dropout':
      return texts.rate({ rate: spec.rate });
    case 'flatten':
      return '';
    default:
      return spec satisfies never;
  }
}
