import { describe, expect, it } from 'vitest';
import { SEED, seedsOf } from './marks';
import type { Mark } from './photo';

/** Seeds on a picture of 10 x 5 pixels, as dots, g and b. */
function drawn(marks: Mark[], radius = 0.8): string[] {
  const toPixels = ({ x, y }: { x: number; y: number }) => ({ x: x * 10, y: y * 5 });
  const seeds = seedsOf(marks, { width: 10, height: 5, toPixels, radius });
  const text = Array.from(seeds, (seed) => '.gb'[seed]).join('');
  return text.match(/.{10}/g) ?? [];
}

describe('seedsOf', () => {
  it('paints along the way of the brush', () => {
    const places = [
      { x: 0.15, y: 0.5 },
      { x: 0.55, y: 0.5 },
    ];
    expect(drawn([{ kind: 'garment', places }])).toEqual([
      '..........',
      '..........',
      '.ggggg....',
      '..........',
      '..........',
    ]);
  });

  it('lets later marks count, and leaves out what lies beyond the picture', () => {
    const dot = (x: number, y: number) => [{ x, y }];
    const marks: Mark[] = [
      { kind: 'garment', places: dot(0.05, 0.1) },
      { kind: 'background', places: dot(0.15, 0.1) },
      { kind: 'background', places: dot(3, -2) },
    ];
    expect(drawn(marks, 1)[0]).toBe('bbb.......');
    expect(drawn(marks, 1)[1]).toBe('gb........');
  });

  it('paints a pixel at least, however small the picture', () => {
    const seeds = drawn([{ kind: 'garment', places: [{ x: 0.52, y: 0.5 }] }], 0.01);
    expect(seeds.join('').match(/g/g)?.length).toBeGreaterThanOrEqual(1);
    expect(SEED.none).toBe(0);
  });
});
