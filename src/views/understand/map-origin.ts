import type { LayerView } from '../../domain/feature-maps';
import type { Activation, ModelSpec } from '../../domain/models/layers';
import { type LayerSummary, summarise } from '../../domain/models/shapes';
import type { Messages } from '../../i18n/messages';
import { layerName } from './layer-words';

/** How the values of a map come from the layer before, in words. */
export function mapOrigin(
  t: Messages,
  spec: ModelSpec,
  { summary }: LayerView,
  map: number,
): string {
  const texts = t.understand.map;
  const layer = summary.spec;
  const inputs = summary.inputShape.at(-1) ?? 1;
  switch (layer.kind) {
    case 'conv2d': {
      const facts = { kernel: layer.kernelSize, inputs, ofImage: summary.order === 0 };
      const hasBias = layer.bias !== false;
      return withRelu(t, texts.convolved({ ...facts, hasBias }), layer.activation);
    }
    case 'maxPool': {
      const before = neighbourBefore(summarise(spec), summary.order);
      if (!before) return t.analysis.model.layers.maxPool.help;
      const name = layerName(t, spec, before.order);
      return texts.pooled({ size: layer.size, number: map + 1, layer: name });
    }
    case 'dense':
      return withRelu(t, texts.summed({ inputs, hasBias: layer.bias !== false }), layer.activation);
    case 'depthwiseConv2d':
    case 'avgPool':
    case 'globalAvgPool':
    case 'batchNorm':
    case 'activation':
    case 'residual':
    case 'flatten':
    case 'dropout':
      return t.analysis.model.layers[layer.kind].help;
    default:
      return layer satisfies never;
  }
}

/** The layer whose output the one at `order` reads; null for the first of the network or of a way. */
function neighbourBefore(layers: readonly LayerSummary[], order: number): LayerSummary | null {
  const place = layers.findIndex((layer) => layer.order === order);
  if (place >= 0) return layers[place - 1] ?? null;
  for (const { layers: branch, shortcut } of layers) {
    const before = neighbourBefore(branch, order) ?? neighbourBefore(shortcut, order);
    if (before) return before;
  }
  return null;
}

function withRelu(t: Messages, text: string, activation: Activation): string {
  return activation === 'relu' ? `${text} ${t.understand.map.relu}` : text;
}

/** Parameters behind one map or unit, as a formula; null where there are none. */
export function unitFormula(t: Messages, { spec, inputShape }: LayerSummary): string | null {
  const texts = t.understand.map;
  const inputs = inputShape.at(-1) ?? 1;
  if (spec.kind === 'conv2d' && spec.bias !== false) {
    const { kernelSize: kernel } = spec;
    return texts.convFormula({ kernel, inputs, parameters: kernel ** 2 * inputs + 1 });
  }
  if (spec.kind === 'dense' && spec.bias !== false) {
    return texts.denseFormula({ inputs, parameters: inputs + 1 });
  }
  return null;
}
