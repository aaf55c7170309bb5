import { describe, expect, it } from 'vitest';
import type { ChartTheme } from './chart-theme';
import { lineChartPatch } from './line-spec';
import { repairSpec } from './repair-spec';
import type { ChartSpec } from './spec';

const THEME: ChartTheme = {
  text: 'rgb(0, 0, 0)',
  textMuted: 'rgb(90, 90, 90)',
  line: 'rgb(200, 200, 200)',
  surface: 'rgb(255, 255, 255)',
  dark: false,
  font: 'sans-serif',
  fontSize: 12,
};

/** As tfjs-vis 1.5.1 writes it for two series, the second without a value in the first row. */
function writtenByTfjsVis(): ChartSpec {
  const line = (field: string) => ({
    mark: { type: 'line', clip: true },
    encoding: { y: { field, type: 'quantitative' }, color: { field: `${field}-name` } },
  });
  return {
    width: 300,
    height: 200,
    config: { axis: { labelFontSize: 11 } },
    data: {
      values: [
        { x: 0, a: 1, 'a-name': 'a', b: Number.NaN, 'b-name': 'b' },
        { x: 1, a: 2, 'a-name': 'a', b: 5, 'b-name': 'b' },
      ],
    },
    encoding: { x: { field: 'x', type: 'quantitative' }, tooltip: [{ field: 'x' }] },
    layer: [
      line('a'),
      line('b'),
      {
        mark: 'rule',
        selection: { hover: { type: 'single', on: 'mouseover', nearest: true } },
        encoding: { color: { value: 'grey' } },
      },
    ],
  };
}

describe('repairSpec', () => {
  it('turns the hover selection into a parameter, hidden until the pointer is there', () => {
    const rule = repairSpec(writtenByTfjsVis(), THEME).layer?.[2];
    expect(rule).not.toHaveProperty('selection');
    expect(rule?.params).toEqual([expect.objectContaining({ name: 'hover' })]);
    expect(rule?.encoding?.color).toEqual({
      value: 'transparent',
      condition: { param: 'hover', empty: false, value: THEME.textMuted },
    });
  });

  it('names the data and themes what tfjs-vis configured', () => {
    const spec = repairSpec(writtenByTfjsVis(), THEME);
    expect(spec.data).toEqual({ name: 'rows' });
    expect(spec.datasets).toEqual({ rows: writtenByTfjsVis().data?.values });
    expect(spec.config).toMatchObject({ axis: { labelFontSize: 12, labelColor: THEME.textMuted } });
  });

  it('does not touch the specification it is given', () => {
    const written = writtenByTfjsVis();
    repairSpec(written, THEME);
    expect(written).toEqual(writtenByTfjsVis());
  });
});

describe('lineChartPatch', () => {
  const style = { color: 'blue', strokeDash: [], strokeWidth: 2, opacity: 1, dots: false };
  const patch = lineChartPatch({
    lines: { a: style, b: { ...style, strokeDash: [6, 4], dots: true } },
    x: [10, 25],
    yDomain: { kind: 'fit', max: 1 },
  });
  const spec = patch(repairSpec(writtenByTfjsVis(), THEME), THEME);

  it('gives each line its own rows, at the real x', () => {
    expect(spec.datasets).toEqual({
      rows: [{ x: 10 }, { x: 25 }],
      a: [
        { x: 10, a: 1 },
        { x: 25, a: 2 },
      ],
      b: [{ x: 25, b: 5 }],
    });
    expect(spec.layer?.map(({ data }) => data?.name)).toEqual(['a', 'b', undefined]);
  });

  it('styles each line and bounds the axis', () => {
    expect(spec.layer?.[0]?.mark).toMatchObject({ strokeDash: [], point: false });
    expect(spec.layer?.[1]?.mark).toMatchObject({ strokeDash: [6, 4], point: { stroke: 'blue' } });
    expect(spec.layer?.[0]?.encoding?.y).toMatchObject({ scale: { zero: false, domainMax: 1 } });
  });
});
