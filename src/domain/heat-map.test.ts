import { describe, expect, it } from 'vitest';
import { smoothed } from './heat-map';

/** A map by its rows. */
function mapOf(...rows: number[][]) {
  const values = Float32Array.from(rows.flat());
  return { width: rows[0]?.length ?? 0, height: rows.length, values };
}

describe('smoothed', () => {
  it('runs straight from centre to centre, and is level beyond them', () => {
    const { width, height, values } = smoothed(mapOf([0, 1]), 8, 1);
    expect([width, height]).toEqual([8, 1]);
    // Centres of the old cells at 2 and 6 of 8, of the new ones at 0.5, 1.5, and so on.
    expect([...values]).toEqual([0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1]);
  });

  it('is the product of both directions', () => {
    const { values } = smoothed(mapOf([0, 4], [8, 12]), 3, 3);
    expect([...values]).toEqual([0, 2, 4, 4, 6, 8, 8, 10, 12]);
  });

  it('leaves a map of the same size as it was', () => {
    const map = mapOf([1, 5, 2], [0, 3, 9]);
    expect(smoothed(map, 3, 2)).toEqual(map);
  });
});
