import { expect, it } from 'vitest';
import { RecentlyUsed } from './recently-used';

it('lets go of the least recently used value', () => {
  const kept = new RecentlyUsed<number>(2);
  kept.keep('a', 1);
  kept.keep('b', 2);
  kept.keep('a', 1);
  kept.keep('c', 3);
  expect(['a', 'b', 'c'].map((id) => kept.get(id))).toEqual([1, undefined, 3]);
});

it('gives a value out, and drops only the one that is meant', () => {
  const kept = new RecentlyUsed<number>(2);
  kept.keep('a', 1);
  expect(kept.take('a')).toBe(1);
  expect(kept.take('a')).toBeUndefined();
  kept.keep('a', 2);
  kept.drop('a', 1);
  expect(kept.get('a')).toBe(2);
  kept.drop('a', 2);
  expect(kept.get('a')).toBeUndefined();
});
