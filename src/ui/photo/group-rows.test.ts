import { describe, expect, it } from 'vitest';
import { groupRows, moveInGroups, rowOf } from './group-rows';

// Positions 0 to 4, then 5, then 6 and 7, in three columns; the second group is empty.
const rows = groupRows([5, 0, 1, 2], 3);

describe('groupRows', () => {
  it('has a heading before the items of each group that has some', () => {
    expect(rows).toEqual([
      { kind: 'heading', group: 0 },
      { kind: 'items', group: 0, first: 0, count: 3 },
      { kind: 'items', group: 0, first: 3, count: 2 },
      { kind: 'heading', group: 2 },
      { kind: 'items', group: 2, first: 5, count: 1 },
      { kind: 'heading', group: 3 },
      { kind: 'items', group: 3, first: 6, count: 2 },
    ]);
  });
});

describe('rowOf', () => {
  it('finds the row of an item, and none for none', () => {
    expect([0, 4, 5, 7].map((position) => rowOf(rows, position))).toEqual([1, 2, 4, 6]);
    expect(rowOf(rows, -1)).toBe(-1);
    expect(rowOf(rows, 8)).toBe(-1);
  });
});

describe('moveInGroups', () => {
  it.each([
    [4, 'ArrowRight', 5],
    [5, 'ArrowLeft', 4],
    [0, 'ArrowLeft', 0],
    [7, 'ArrowRight', 7],
    [1, 'ArrowDown', 4],
    // The column ends in a shorter row.
    [2, 'ArrowDown', 4],
    [4, 'ArrowDown', 5],
    [5, 'ArrowDown', 6],
    [7, 'ArrowDown', 7],
    [7, 'ArrowUp', 5],
    [3, 'ArrowUp', 0],
    [1, 'ArrowUp', 1],
    [6, 'Home', 0],
    [0, 'End', 7],
  ])('from %i by %s to %i', (from, key, to) => {
    expect(moveInGroups(rows, from, key)).toBe(to);
  });

  it('does not move by other keys, nor where nothing is', () => {
    expect(moveInGroups(rows, 0, 'a')).toBeNull();
    expect(moveInGroups([], 0, 'End')).toBeNull();
  });
});
