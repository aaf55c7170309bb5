import { isVector, type LayerView, type MapStatistics } from '../../domain/feature-maps';
import type { ModelSpec } from '../../domain/models/layers';
import type { LayerSummary } from '../../domain/models/shapes';
import type { Messages } from '../../i18n/messages';

/** Name of a layer in words, numbered where the network has several of its kind. */
export function layerName(t: Messages, spec: ModelSpec, index: number): string {
  const kind = spec.layers[index]?.kind ?? 'dense';
  const { name } = t.analysis.model.layers[kind];
  const alike = spec.layers.flatMap((layer, place) => (layer.kind === kind ? [place] : []));
  if (alike.length < 2) return name;
  return t.understand.layers.kindNumber({ name, number: alike.indexOf(index) + 1 });
}

/** How the number of a layer's parameters comes about. */
export function parameterFormula(t: Messages, layer: LayerSummary): string {
  const { spec, parameters } = layer;
  const texts = t.understand.layers;
  const inputs = layer.inputShape.at(-1) ?? 0;
  if (parameters === 0) return texts.noParameters;
  if (spec.kind === 'conv2d' && spec.bias !== false) {
    const { kernelSize: kernel, filters } = spec;
    return texts.convFormula({ kernel, inputs, filters, parameters });
  }
  if (spec.kind === 'dense' && spec.bias !== false) {
    return texts.denseFormula({ inputs, units: spec.units, parameters });
  }
  return t.common.format.count(parameters);
}

/** A layer that only passes values on, in one line. */
export function passedText(t: Messages, { spec, outputShape }: LayerSummary): string {
  const model = t.analysis.model;
  const { name } = model.layers[spec.kind];
  if (spec.kind === 'dropout') return `${name}: ${t.understand.layers.dropoutOff}`;
  return `${name}: ${model.shape({ shape: outputShape })}`;
}

/** What a layer's output looks like: maps, single units, or a matrix (dense layers on rows). */
export type MapForm = 'maps' | 'units' | 'matrix';

/** The form of a layer's output. */
export function formOf({ maps, summary }: LayerView): MapForm {
  if (summary.outputShape.length === 2) return 'matrix';
  return isVector({ maps }) ? 'units' : 'maps';
}

/** What one map of a layer is called. */
export function mapName(t: Messages, form: MapForm, map: number): string {
  const texts = t.understand.layers;
  const number = map + 1;
  switch (form) {
    case 'maps':
      return texts.mapName({ number });
    case 'units':
      return texts.unitName({ number });
    case 'matrix':
      return texts.matrixName;
    default:
      return form satisfies never;
  }
}

/** A value with about three digits that count: 0.042, 1.30, 214. */
export function figure(t: Messages, value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  // "0" is exactly zero; "0.000" is near it, but never "-0.000".
  if (value === 0) return t.common.format.count(0);
  const rounded = Number(value.toFixed(digits));
  return t.common.format.decimal(rounded === 0 ? 0 : rounded, digits);
}

/** Smallest to largest value, in words. */
export function rangeText(t: Messages, { minimum, maximum }: MapStatistics): string {
  const between = { minimum: figure(t, minimum), maximum: figure(t, maximum) };
  return t.understand.layers.between(between);
}
