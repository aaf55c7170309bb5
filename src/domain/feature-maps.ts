/** What a network made of an image, arranged for looking at: maps, their figures, their colours' range. */
import type { LayerSpec, ModelSpec } from './models/layers';
import { type LayerSummary, summarise } from './models/shapes';
import type { LayerActivation } from './network';

/** Maps of equal size within one array, which they may share with others: nothing is copied. */
export interface MapSet {
  values: Float32Array;
  /** Number of maps, and the size of each in values. */
  count: number;
  width: number;
  height: number;
  /** Where the first value of the first map lies. */
  offset: number;
  /** Distance from a map's value to the next in its row, and from a map to the next map. */
  pixelStride: number;
  mapStride: number;
}

/** Figures of one map or one layer. */
export interface MapStatistics {
  minimum: number;
  maximum: number;
  mean: number;
  /** Share of the values that are exactly 0, from 0 to 1. */
  zeros: number;
}

/** Which values the first and the last colour stand for. */
export interface ColourRange {
  minimum: number;
  maximum: number;
}

/** What shares a range of colours: each map has its own, a layer has one, or all layers have. */
export const COLOUR_SCOPES = ['unit', 'layer', 'global'] as const;
/** One of {@link COLOUR_SCOPES}. */
export type ColourScope = (typeof COLOUR_SCOPES)[number];

/** A layer that computes, with what it made of an image. */
export interface LayerView {
  summary: LayerSummary;
  /** Layers between this and the one before that only pass values on, such as flatten. */
  passed: LayerSummary[];
  maps: MapSet;
  /** Whether values can be negative: decides between one-sided and two-sided colours. */
  isSigned: boolean;
  /** The answer itself: one value for each class. */
  isOutput: boolean;
  statistics: MapStatistics;
  mapStatistics: MapStatistics[];
}

/** Whether a layer computes something to look at; the others only pass values on. */
export function computes(spec: LayerSpec): boolean {
  switch (spec.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'maxPool':
    case 'avgPool':
    case 'globalAvgPool':
    case 'batchNorm':
    case 'activation':
    case 'dense':
    case 'residual':
      return true;
    case 'flatten':
    case 'dropout':
      return false;
    default:
      return spec satisfies never;
  }
}

/**
 * Every layer that computes, also inside of blocks, in the order of computation, with its maps.
 * @param activations one for each such layer, in the same order
 */
export function layerViews(spec: ModelSpec, activations: readonly LayerActivation[]): LayerView[] {
  const views: LayerView[] = [];
  let passed: LayerSummary[] = [];
  const layers = summarise(spec);
  for (const { summary, isSigned } of signedLayers(layers, false)) {
    const activation = activations.find(({ order }) => order === summary.order);
    if (!activation) {
      passed.push(summary);
      continue;
    }
    const maps = activationMaps(activation);
    const mapStatistics = Array.from({ length: maps.count }, (_, map) => statisticsOf(maps, map));
    const statistics = together(mapStatistics);
    const isOutput = summary === layers.at(-1);
    views.push({ summary, passed, maps, isSigned, isOutput, statistics, mapStatistics });
    passed = [];
  }
  return views;
}

/** Maps of an activation: channels of an image, one matrix for rows, single values for a vector. */
export function activationMaps({ shape, values }: LayerActivation): MapSet {
  const last = shape.at(-1) ?? 1;
  if (shape.length === 3) {
    const [height = 1, width = 1] = shape;
    return { values, count: last, width, height, offset: 0, pixelStride: last, mapStride: 1 };
  }
  if (shape.length === 2) {
    const [height = 1] = shape;
    return { values, count: 1, width: last, height, offset: 0, pixelStride: 1, mapStride: 0 };
  }
  return { values, count: last, width: 1, height: 1, offset: 0, pixelStride: 1, mapStride: 1 };
}

/** Kernel slices, [height, width, inputs, filters]: those of one filter, one for each input map. */
export function filterSlices(values: Float32Array, shape: readonly number[], filter: number) {
  return kernelMaps(values, shape, { count: shape[2] ?? 1, offset: filter, every: shape[3] ?? 1 });
}

/** Kernel slices that read one input map, one for each filter. */
export function inputSlices(values: Float32Array, shape: readonly number[], input: number) {
  const filters = shape[3] ?? 1;
  return kernelMaps(values, shape, { count: filters, offset: input * filters, every: 1 });
}

function kernelMaps(
  values: Float32Array,
  [height = 1, width = 1, inputs = 1, filters = 1]: readonly number[],
  { count, offset, every }: { count: number; offset: number; every: number },
): MapSet {
  const pixelStride = inputs * filters;
  return { values, count, width, height, offset, pixelStride, mapStride: every };
}

/** The value of a map at a row and column, each from 0. */
export function valueAt(maps: MapSet, map: number, row: number, column: number): number {
  const place = maps.offset + map * maps.mapStride + (row * maps.width + column) * maps.pixelStride;
  return maps.values[place] ?? Number.NaN;
}

/** Figures of one map. */
export function statisticsOf(maps: MapSet, map: number): MapStatistics {
  const { values, pixelStride } = maps;
  const pixels = maps.width * maps.height;
  let place = maps.offset + map * maps.mapStride;
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let sum = 0;
  let zeros = 0;
  for (let pixel = 0; pixel < pixels; pixel++, place += pixelStride) {
    const value = values[place] as number;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    if (value === 0) zeros++;
    sum += value;
  }
  return { minimum, maximum, mean: sum / pixels, zeros: zeros / pixels };
}

/** Figures over several maps of equal size. */
export function together(parts: readonly MapStatistics[]): MapStatistics {
  const mean = (pick: (part: MapStatistics) => number) =>
    parts.reduce((sum, part) => sum + pick(part), 0) / parts.length;
  return {
    minimum: Math.min(...parts.map(({ minimum }) => minimum)),
    maximum: Math.max(...parts.map(({ maximum }) => maximum)),
    mean: mean((part) => part.mean),
    zeros: mean((part) => part.zeros),
  };
}

/** Zero everywhere: the unit answers nothing to this image. */
export function isDead({ minimum, maximum }: MapStatistics): boolean {
  return minimum === 0 && maximum === 0;
}

/** From 0 to the largest value, or as far below 0 as above; never empty. */
export function colourRange(
  { minimum, maximum }: Pick<MapStatistics, 'minimum' | 'maximum'>,
  isSigned: boolean,
): ColourRange {
  const reach = isSigned ? Math.max(Math.abs(minimum), Math.abs(maximum)) : maximum;
  const limit = reach > 0 && Number.isFinite(reach) ? reach : 1;
  return { minimum: isSigned ? -limit : 0, maximum: limit };
}

/**
 * The range of colours for each map of a layer. Single values have no range of their own: by unit, they
 * share that of their layer.
 * @param views all layers. Globally, layers with maps share a range, and hidden vectors another: sums of
 * thousands of values would leave the maps dark.
 */
export function colourRanges(
  scope: ColourScope,
  view: LayerView,
  views: readonly LayerView[],
): ColourRange[] {
  const { isSigned, statistics, mapStatistics } = view;
  switch (scope) {
    case 'unit':
      return mapStatistics.map((figures) =>
        colourRange(isVector(view) ? statistics : figures, isSigned),
      );
    case 'layer':
      return mapStatistics.map(() => colourRange(statistics, isSigned));
    case 'global': {
      const alike = views.filter(
        (one) => one.isOutput === view.isOutput && isVector(one) === isVector(view),
      );
      const all = together(alike.map((one) => one.statistics));
      return mapStatistics.map(() => colourRange(all, isSigned));
    }
    default:
      return scope satisfies never;
  }
}

/** Whether a layer's maps are single values: its output is a vector. */
export function isVector({ maps }: Pick<LayerView, 'maps'>): boolean {
  return maps.width === 1 && maps.height === 1;
}

/**
 * Columns of a grid of maps: as many as fit, but fewer where the last row is then full.
 * @param most how many fit beside each other, at least 1
 */
export function gridColumns(count: number, most: number): number {
  const columns = Math.max(1, Math.min(count, most));
  for (let fewer = columns; fewer > columns * 0.6; fewer--) {
    if (count % fewer === 0) return fewer;
  }
  return columns;
}

/** All layers in the order of computation, with whether their values can be negative. */
function signedLayers(
  layers: readonly LayerSummary[],
  isInputSigned: boolean,
): { summary: LayerSummary; isSigned: boolean }[] {
  let isSigned = isInputSigned;
  return layers.flatMap((summary) => {
    const inside = [summary.layers, summary.shortcut].flatMap((way) => signedLayers(way, isSigned));
    isSigned = canBeNegative(summary.spec, isSigned);
    return [...inside, { summary, isSigned }];
  });
}

function canBeNegative(spec: LayerSpec, before: boolean): boolean {
  switch (spec.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'dense':
    case 'activation':
    case 'residual':
      return spec.activation !== 'relu' && spec.activation !== 'sigmoid';
    case 'batchNorm':
      return true;
    case 'maxPool':
    case 'avgPool':
    case 'globalAvgPool':
    case 'flatten':
    case 'dropout':
      return before;
    default:
      return spec satisfies never;
  }
}
