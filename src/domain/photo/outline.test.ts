import { describe, expect, it } from 'vitest';
import { outlinePath } from './outline';

describe('outlinePath', () => {
  it('runs around the garment, along its pixels, also at the end of the picture', () => {
    // An L that touches the left and the lower end.
    const mask = { width: 3, height: 3, data: Uint8Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0) };
    expect(outlinePath(mask)).toBe('M0 1h1M1 2h1M0 3h2M0 1v2M1 1v1M2 2v1');
  });

  it('runs around holes, and is empty without a garment', () => {
    const ring = { width: 3, height: 3, data: Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 1, 1) };
    expect(outlinePath(ring)).toBe('M0 0h3M1 1h1M1 2h1M0 3h3M0 0v3M1 1v1M2 1v1M3 0v3');
    expect(outlinePath({ width: 2, height: 1, data: new Uint8Array(2) })).toBe('');
  });
});
