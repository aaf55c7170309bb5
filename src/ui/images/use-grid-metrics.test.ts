import { describe, expect, it } from 'vitest';
import { gridMetrics } from './use-grid-metrics';

const BOX = { width: 800, height: 600 };

describe('gridMetrics', () => {
  it('gives every image pixel a whole number of device pixels', () => {
    for (const ratio of [1, 1.25, 1.5, 2, 2.625, 3]) {
      for (const size of [1, 2, 3]) {
        const { scale, stride } = gridMetrics(BOX, size, ratio);
        expect(Math.abs((scale * ratio) % 1)).toBeCloseTo(0, 9);
        expect(scale).toBeGreaterThan(0);
        expect(stride).toBeCloseTo(29 * scale, 9);
      }
    }
  });

  it('counts columns with gaps between images only', () => {
    // 14 images of 56 and 13 gaps of 2 take 810; 13 and 12 take 752.
    expect(gridMetrics(BOX, 2, 1)).toEqual({ columns: 13, scale: 2, stride: 58, pageRows: 10 });
    expect(gridMetrics({ ...BOX, width: 810 }, 2, 1).columns).toBe(14);
    expect(gridMetrics({ ...BOX, width: 809 }, 2, 1).columns).toBe(13);
  });

  it('has a column even where none fits', () => {
    expect(gridMetrics({ width: 20, height: 20 }, 3, 1)).toMatchObject({ columns: 1, pageRows: 0 });
  });
});
