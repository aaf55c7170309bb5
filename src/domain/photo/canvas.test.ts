import { describe, expect, it } from 'vitest';
import { type Canvas, fillEllipse, fillPolygon, type Point } from './canvas';

const SIDE = 20;

function blankCanvas(): Canvas {
  return { side: SIDE, data: new Uint8Array(SIDE * SIDE * 3 + 10), from: 5 };
}

/** Pixels that are painted, as column and row. */
function painted({ data, from }: Canvas): string[] {
  const pixels = [...Array(SIDE * SIDE).keys()].filter((pixel) => data[from + pixel * 3] === 9);
  return pixels.map((pixel) => `${pixel % SIDE} ${Math.floor(pixel / SIDE)}`);
}

const COLOR = () => [9, 9, 9] as [number, number, number];

describe('a polygon', () => {
  const square: Point[] = [
    [3, 4],
    [5, 4],
    [5, 6],
    [3, 6],
  ];

  it('covers the pixels whose middles lie in it, whichever way its corners go', () => {
    for (const corners of [square, [...square].reverse()]) {
      const canvas = blankCanvas();
      fillPolygon(canvas, corners, COLOR);
      expect(painted(canvas)).toEqual(['3 4', '4 4', '3 5', '4 5']);
    }
  });

  it('has half of a square as a triangle', () => {
    const canvas = blankCanvas();
    const triangle: Point[] = [
      [0, 0],
      [20, 0],
      [0, 20],
    ];
    fillPolygon(canvas, triangle, COLOR);
    expect(painted(canvas).length).toBe(210);
  });

  it('is cut off at the edges of the canvas', () => {
    const canvas = blankCanvas();
    const wide: Point[] = [
      [-50, -50],
      [50, -50],
      [50, 50],
      [-50, 50],
    ];
    fillPolygon(canvas, wide, COLOR);
    expect(painted(canvas).length).toBe(SIDE * SIDE);
    expect([...canvas.data.subarray(0, 5), ...canvas.data.subarray(-5)]).toEqual(Array(10).fill(0));
  });
});

describe('an ellipse', () => {
  it('has the area of one, turned or not', () => {
    for (const angle of [0, 0.7, Math.PI / 2]) {
      const canvas = blankCanvas();
      fillEllipse(canvas, [9.5, 9.5], [8, 4], angle, COLOR);
      expect(painted(canvas).length / (Math.PI * 8 * 4)).toBeCloseTo(1, 1);
    }
  });

  it('lies along the way that it is turned', () => {
    const canvas = blankCanvas();
    fillEllipse(canvas, [9.5, 9.5], [8, 2], Math.PI / 2, COLOR);
    expect(painted(canvas)).toContain('9 3');
    expect(painted(canvas)).not.toContain('3 9');
  });
});
