import type { LayerSummary } from '../../domain/models/shapes';
import { layerDetail } from '../../i18n/layer-detail';
import type { Messages } from '../../i18n/messages';
import type { LayerTexts } from '../../ui/model/LayerDiagram';

/** A layer in words: its kind, its settings and the shape of what leaves it. */
export function layerTexts(t: Messages, layer: LayerSummary): LayerTexts {
  const texts = t.analysis.model;
  const { name, help } = texts.layers[layer.spec.kind];
  return {
    name,
    help,
    detail: layerDetail(t, layer.spec),
    shape: texts.shape({ shape: layer.outputShape }),
  };
}
