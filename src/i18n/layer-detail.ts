import type { LayerSpec } from '../domain/models/layers';
import { windowOf } from '../domain/models/shapes';
import type { Messages } from './messages';

type Texts = Pick<Messages, 'analysis'>;

/** Settings of a layer in words: "32 filters of 3 × 3, padding same, ReLU". */
export function layerDetail(t: Texts, spec: LayerSpec): string {
  return details(t, spec).join(', ');
}

function details(t: Texts, spec: LayerSpec): string[] {
  const texts = t.analysis.model;
  switch (spec.kind) {
    case 'conv2d': {
      const filters = texts.filters({ filters: spec.filters, kernel: spec.kernelSize });
      return [filters, ...slidingDetail(t, spec)];
    }
    case 'depthwiseConv2d':
      return [texts.kernel({ kernel: spec.kernelSize }), ...slidingDetail(t, spec)];
    case 'dense':
      return [texts.units({ units: spec.units }), ...biasDetail(t, spec), activationOf(t, spec)];
    case 'maxPool':
    case 'avgPool': {
      const { side, stride, padding } = windowOf(spec);
      return [
        texts.window({ size: side }),
        ...(stride === side ? [] : [texts.stride({ stride })]),
        ...(padding === 'same' ? [texts.paddings.same] : []),
      ];
    }
    case 'dropout':
      return [texts.rate({ rate: spec.rate })];
    case 'activation':
    case 'residual':
      return [activationOf(t, spec)];
    case 'globalAvgPool':
    case 'batchNorm':
    case 'flatten':
      return [];
    default:
      return spec satisfies never;
  }
}

function slidingDetail(
  t: Texts,
  spec: Extract<LayerSpec, { kind: 'conv2d' | 'depthwiseConv2d' }>,
): string[] {
  const texts = t.analysis.model;
  return [
    ...(spec.stride === 1 ? [] : [texts.stride({ stride: spec.stride })]),
    texts.paddings[spec.padding],
    ...biasDetail(t, spec),
    activationOf(t, spec),
  ];
}

function biasDetail(t: Texts, spec: { bias?: boolean }): string[] {
  return spec.bias === false ? [t.analysis.model.noBias] : [];
}

function activationOf(t: Texts, spec: Extract<LayerSpec, { activation: string }>): string {
  return t.analysis.model.activations[spec.activation];
}
