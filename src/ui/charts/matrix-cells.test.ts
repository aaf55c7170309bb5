import { describe, expect, it } from 'vitest';
import { cellFills, cellText, matrixCells } from './matrix-cells';

const cell = (count: number, share: number) => ({ truth: 0, predicted: 0, count, share });

describe('matrixCells', () => {
  it('shares each row out, and an empty row not at all', () => {
    expect(
      matrixCells([
        [3, 1],
        [0, 0],
      ]),
    ).toEqual([
      { truth: 0, predicted: 0, count: 3, share: 0.75 },
      { truth: 0, predicted: 1, count: 1, share: 0.25 },
      { truth: 1, predicted: 0, count: 0, share: 0 },
      { truth: 1, predicted: 1, count: 0, share: 0 },
    ]);
  });
});

describe('cellText', () => {
  it('says 0 and 100 only for none and all', () => {
    expect(cellText(cell(0, 0), 'percent')).toBe('0');
    expect(cellText(cell(1, 1 / 6_000), 'percent')).toBe('0.0');
    expect(cellText(cell(62, 0.062), 'percent')).toBe('6.2');
    expect(cellText(cell(5_999, 5_999 / 6_000), 'percent')).toBe('99.9');
    expect(cellText(cell(6_000, 1), 'percent')).toBe('100');
    expect(cellText(cell(6_000, 1), 'counts')).toBe('6000');
  });
});

describe('cellFills', () => {
  const theme = {
    text: 'rgb(0, 0, 0)',
    textMuted: 'rgb(90, 90, 90)',
    line: 'rgb(200, 200, 200)',
    surface: 'rgb(255, 255, 255)',
    dark: false,
    font: 'sans-serif',
    fontSize: 12,
  };

  it('leaves empty cells in the colour of the surface and shades the rest', () => {
    const fills = cellFills(
      matrixCells([
        [90, 10],
        [0, 100],
      ]),
      theme,
    );
    expect(fills[2]).toBe(theme.surface);
    expect(new Set(fills).size).toBe(4);
  });
});
