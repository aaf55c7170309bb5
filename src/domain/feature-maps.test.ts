import { describe, expect, it } from 'vitest';
import {
  activationMaps,
  colourRange,
  colourRanges,
  computes,
  filterSlices,
  gridColumns,
  inputSlices,
  isDead,
  isVector,
  layerViews,
  type MapSet,
  statisticsOf,
  together,
  valueAt,
} from './feature-maps';
import { conv3x3 } from './models/blocks';
import { CATALOGUE } from './models/catalogue';
import { MODEL_IDS, type ModelSpec } from './models/layers';
import { inOrderOfComputation, summarise } from './models/shapes';
import type { LayerActivation } from './network';

function activation(shape: number[], values: ArrayLike<number>, order = 0): LayerActivation {
  return { order, name: 'layer', shape, values: Float32Array.from(values) };
}

const counting = (length: number) => Array.from({ length }, (_, index) => index);

function allOf(maps: MapSet, map: number): number[] {
  return counting(maps.width * maps.height).map((pixel) =>
    valueAt(maps, map, Math.floor(pixel / maps.width), pixel % maps.width),
  );
}

describe('maps of an activation', () => {
  it('are the channels of an image', () => {
    const maps = activationMaps(activation([2, 3, 2], counting(12)));
    expect(maps).toMatchObject({ count: 2, width: 3, height: 2 });
    expect(allOf(maps, 0)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(allOf(maps, 1)).toEqual([1, 3, 5, 7, 9, 11]);
  });

  it('are one matrix for rows of units', () => {
    const maps = activationMaps(activation([2, 3], counting(6)));
    expect(maps).toMatchObject({ count: 1, width: 3, height: 2 });
    expect(allOf(maps, 0)).toEqual(counting(6));
  });

  it('are single values for a vector', () => {
    const maps = activationMaps(activation([4], [9, 8, 7, 6]));
    expect(maps).toMatchObject({ count: 4, width: 1, height: 1 });
    expect(counting(4).flatMap((map) => allOf(maps, map))).toEqual([9, 8, 7, 6]);
  });
});

describe('slices of a kernel', () => {
  // [height 2, width 1, inputs 2, filters 3]: the value tells its place.
  const shape = [2, 1, 2, 3];
  const kernel = Float32Array.from(
    counting(2).flatMap((row) =>
      counting(2).flatMap((input) => counting(3).map((filter) => 100 * row + 10 * input + filter)),
    ),
  );

  it('of one filter are one for each input', () => {
    const maps = filterSlices(kernel, shape, 2);
    expect(maps.count).toBe(2);
    expect([allOf(maps, 0), allOf(maps, 1)]).toEqual([
      [2, 102],
      [12, 112],
    ]);
  });

  it('of one input are one for each filter', () => {
    const maps = inputSlices(kernel, shape, 1);
    expect(maps.count).toBe(3);
    expect(counting(3).map((map) => allOf(maps, map))).toEqual([
      [10, 110],
      [11, 111],
      [12, 112],
    ]);
  });
});

describe('figures', () => {
  it('of a map', () => {
    const maps = activationMaps(activation([2, 2, 2], [1, 0, -3, 0, 0, 0, 4, 0]));
    expect(statisticsOf(maps, 0)).toEqual({ minimum: -3, maximum: 4, mean: 0.5, zeros: 0.25 });
    const dead = statisticsOf(maps, 1);
    expect(dead).toEqual({ minimum: 0, maximum: 0, mean: 0, zeros: 1 });
    expect([isDead(dead), isDead(statisticsOf(maps, 0))]).toEqual([true, false]);
    const both = together([statisticsOf(maps, 0), dead]);
    expect(both).toEqual({ minimum: -3, maximum: 4, mean: 0.25, zeros: 0.625 });
  });

  it('make a range that starts at 0, or is as wide below it as above', () => {
    expect(colourRange({ minimum: 1, maximum: 3 }, false)).toEqual({ minimum: 0, maximum: 3 });
    expect(colourRange({ minimum: -4, maximum: 3 }, true)).toEqual({ minimum: -4, maximum: 4 });
    expect(colourRange({ minimum: 0, maximum: 0 }, false)).toEqual({ minimum: 0, maximum: 1 });
    expect(colourRange({ minimum: 0, maximum: Number.NaN }, true).maximum).toBe(1);
  });
});

/** Views of a network that gives rising numbers everywhere. */
function viewsOf(spec: ModelSpec) {
  return layerViews(
    spec,
    computingIn(spec).map(({ order, outputShape }) => {
      const size = outputShape.reduce((left, right) => left * right, 1);
      return activation(outputShape, counting(size), order);
    }),
  );
}

const layersOf = (spec: ModelSpec) => inOrderOfComputation(summarise(spec));
const computingIn = (spec: ModelSpec) => layersOf(spec).filter((layer) => computes(layer.spec));

describe.each(MODEL_IDS)('the views of %s', (id) => {
  const spec = CATALOGUE[id];
  const views = viewsOf(spec);

  it('are the layers that compute, in order, and name those between', () => {
    expect(views.map(({ summary }) => summary.name)).toEqual(
      computingIn(spec).map(({ name }) => name),
    );
    expect(views.flatMap(({ passed, summary }) => [...passed, summary])).toEqual(layersOf(spec));
  });

  it('share colours by unit, by layer, or among all layers with maps', () => {
    const [first] = views;
    const last = views.at(-1);
    if (!first || !last) throw new Error('no layers');
    const maxima = (scope: 'unit' | 'layer' | 'global', view = first) => [
      ...new Set(colourRanges(scope, view, views).map(({ maximum }) => maximum)),
    ];
    expect(maxima('unit')).toHaveLength(first.maps.count);
    expect(maxima('unit', last)).toEqual([9]);
    expect(maxima('layer')).toEqual([first.statistics.maximum]);
    const mapped = views.filter((view) => !isVector(view));
    expect(maxima('global')).toEqual([
      Math.max(...mapped.map(({ statistics }) => statistics.maximum)),
    ]);
    expect(maxima('global', last)).toEqual([9]);
  });
});

describe('columns of a grid', () => {
  it.each([
    [32, 16, 16],
    [32, 14, 14],
    [32, 13, 8],
    [32, 12, 8],
    [64, 16, 16],
    [64, 5, 4],
    [10, 100, 10],
    [1, 0, 1],
    [7, 5, 5],
  ])('%i maps where %i fit: %i', (count, most, columns) => {
    expect(gridColumns(count, most)).toBe(columns);
  });
});

describe('the sides of a network', () => {
  it.each(MODEL_IDS.filter((id) => id !== 'small-resnet'))(
    'with ReLU everywhere, %s, are one but for the logits',
    (id) => {
      const views = viewsOf(CATALOGUE[id]);
      expect(views.map(({ isSigned }) => isSigned)).toEqual(views.map(({ isOutput }) => isOutput));
      expect(views.filter(({ isOutput }) => isOutput)).toEqual([views.at(-1)]);
    },
  );

  it('follow from what each layer gives, also inside of blocks', () => {
    const spec: ModelSpec = {
      ...CATALOGUE['small-resnet'],
      layers: [
        { ...conv3x3(2), activation: 'linear' },
        { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
        { kind: 'activation', activation: 'relu' },
        { kind: 'avgPool', size: 2 },
        {
          kind: 'residual',
          layers: [conv3x3(2)],
          shortcut: [{ kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 }],
          activation: 'linear',
        },
        { kind: 'globalAvgPool' },
        { kind: 'dense', units: 10, activation: 'softmax' },
      ],
    };
    const signed = viewsOf(spec).map(({ isSigned }) => isSigned);
    expect(signed).toEqual([true, true, false, false, false, true, true, true, true]);
  });
});
