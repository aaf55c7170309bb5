import { describe, expect, it } from 'vitest';
import { moveInGrid } from './grid-navigation';

/** Rows 0-3, 4-7, 8-9. */
const SHAPE = { count: 10, columns: 4, pageRows: 2 };

function move(position: number, key: string, withControl = false): number | null {
  return moveInGrid(position, { key, withControl }, SHAPE);
}

describe('moveInGrid', () => {
  it('runs on over row ends and stops at both ends of the grid', () => {
    expect(move(3, 'ArrowRight')).toBe(4);
    expect(move(4, 'ArrowLeft')).toBe(3);
    expect(move(9, 'ArrowRight')).toBe(9);
    expect(move(0, 'ArrowLeft')).toBe(0);
  });

  it('keeps the column up and down', () => {
    expect(move(1, 'ArrowDown')).toBe(5);
    expect(move(5, 'ArrowUp')).toBe(1);
    expect(move(1, 'ArrowUp')).toBe(1);
    expect(move(9, 'ArrowDown')).toBe(9);
  });

  it('reaches a shorter last row at its end', () => {
    expect(move(7, 'ArrowDown')).toBe(9);
    expect(move(2, 'PageDown')).toBe(9);
  });

  it('moves by pages without losing the column', () => {
    expect(move(1, 'PageDown')).toBe(9);
    expect(move(9, 'PageUp')).toBe(1);
    expect(move(6, 'PageUp')).toBe(2);
    expect(moveInGrid(1, { key: 'PageDown', withControl: false }, { ...SHAPE, pageRows: 0 })).toBe(
      5,
    );
  });

  it('goes to the ends of the row, and with control of the grid', () => {
    expect(move(6, 'Home')).toBe(4);
    expect(move(5, 'End')).toBe(7);
    expect(move(8, 'End')).toBe(9);
    expect(move(6, 'Home', true)).toBe(0);
    expect(move(1, 'End', true)).toBe(9);
  });

  it('leaves other keys alone, and an empty grid', () => {
    expect(move(1, 'a')).toBeNull();
    expect(moveInGrid(0, { key: 'End', withControl: false }, { ...SHAPE, count: 0 })).toBeNull();
  });
});
