import { expect, it } from 'vitest';
import { outputOf, PHOTO_CATEGORIES } from '../../src/domain/photo/categories';
import { KIND_COUNT, kindOf, OUTPUT_OF_KIND, withCategories } from './kinds';

it('give some labels an output of their own, which belongs to their category', () => {
  const kinds = ['T-Shirt', 'Polo', 'Blazer', 'Hat'].map((label) => {
    const output = outputOf(label === 'Hat' ? 'Hat' : label === 'Blazer' ? 'Outerwear' : 'T-shirt');
    return [kindOf(label, output), output];
  });
  for (const [kind, output] of kinds) expect(OUTPUT_OF_KIND[kind as number]).toBe(output);
  expect(kinds[0]?.[0]).toBe(outputOf('T-shirt'));
  expect(kinds[3]?.[0]).toBe(outputOf('Hat'));
  expect(new Set(kinds.map(([kind]) => kind)).size).toBe(4);
});

it('become categories by the mean of their logits, by how frequent they are', () => {
  const kernel = {
    name: 'dense_1/kernel',
    shape: [2, KIND_COUNT],
    data: Float32Array.from({ length: 2 * KIND_COUNT }, (_, at) => at),
  };
  const other = { name: 'conv2d_1/kernel', shape: [1], data: Float32Array.of(3) };
  const [head, rest] = withCategories([kernel, other]);
  expect(rest).toBe(other);
  expect(head?.shape).toEqual([2, PHOTO_CATEGORIES.length]);
  // Outerwear is output 3 and, at half its share, kind 17: (3 + 17 / 2) / 1.5.
  expect(head?.data[3]).toBeCloseTo(23 / 3, 5);
  expect(head?.data[PHOTO_CATEGORIES.length + 3]).toBeCloseTo(KIND_COUNT + 23 / 3, 4);
  expect(head?.data[9]).toBe(9);
});
