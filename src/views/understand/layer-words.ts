import { isVector, type LayerView, type MapStatistics } from '../../domain/feature-maps';
import type { ModelSpec } from '../../domain/models/layers';
import { type LayerSummary, summarise } from '../../domain/models/shapes';
import type { Messages } from '../../i18n/messages';

/**
 * Name of the layer at a place in the network in words, numbered where several of its kind stand beside
 * each other, after the name of the block that it stands in.
 */
export function layerName(t: Messages, spec: ModelSpec, order: number): string {
  const name = nameAmong(t, summarise(spec), order);
  if (name === null) throw new RangeError(`no layer ${order}`);
  return name;
}

function nameAmong(t: Messages, layers: readonly LayerSummary[], order: number): string | null {
  const texts = t.understand.layers;
  for (const summary of layers) {
    const own = nameBeside(t, layers, summary);
    if (summary.order === order) return own;
    const inBranch = nameAmong(t, summary.layers, order);
    if (inBranch !== null) return texts.inBlock({ block: own, layer: inBranch });
    const onShortWay = nameAmong(t, summary.shortcut, order);
    if (onShortWay !== null) return texts.onShortWay({ block: own, layer: onShortWay });
  }
  return null;
}

function nameBeside(t: Messages, layers: readonly LayerSummary[], layer: LayerSummary): string {
  const { name } = t.analysis.model.layers[layer.spec.kind];
  const alike = layers.filter(({ spec }) => spec.kind === layer.spec.kind);
  if (alike.length < 2) return name;
  return t.understand.layers.kindNumber({ name, number: alike.indexOf(layer) + 1 });
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
