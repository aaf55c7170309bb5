import type { LayerSpec } from '../../domain/models/layers';
import { type LayerSummary, windowOf } from '../../domain/models/shapes';
import type { Messages } from '../../i18n/messages';
import type { LayerTexts } from '../../ui/model/LayerDiagram';

/** A layer in words: its kind, its settings and the shape of what leaves it. */
export function layerTexts(t: Messages, layer: LayerSummary): LayerTexts {
  const texts = t.analysis.model;
  const { name, help } = texts.layers[layer.spec.kind];
  return {
    name,
    help,
    detail: layerDetail(t, layer.spec).join(', '),
    shape: texts.shape({ shape: layer.outputShape }),
  };
}

function layerDetail(t: Messages, spec: LayerSpec): string[] {
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
  t: Messages,
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

function biasDetail(t: Messages, spec: { bias?: boolean }): string[] {
  return spec.bias === false ? [t.analysis.model.noBias] : [];
}

function activationOf(t: Messages, spec: Extract<LayerSpec, { activation: string }>): string {
  return t.analysis.model.activations[spec.activation];
}
