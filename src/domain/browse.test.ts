import { describe, expect, it } from 'vitest';
import {
  countClasses,
  filterImages,
  formatBrowseQuery,
  labelOf,
  numberRange,
  parseBrowseQuery,
  pixelsOf,
  placeOf,
  positionOf,
} from './browse';
import { IMAGE_PIXELS } from './dataset';

function imageSet(labels: number[]) {
  const images = new Uint8Array(labels.length * IMAGE_PIXELS);
  labels.forEach((label, index) => {
    images.fill(label * 10 + index, index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
  });
  return { count: labels.length, labels: Uint8Array.from(labels), images };
}

const DATASET = { train: imageSet([3, 0, 3, 9, 1]), test: imageSet([3, 9, 9]) };

describe('filterImages', () => {
  it('numbers training images first, then test images', () => {
    expect([...filterImages(DATASET, { split: 'all', label: null })]).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    expect([...filterImages(DATASET, { split: 'test', label: null })]).toEqual([5, 6, 7]);
  });

  it('keeps one class of one part or of both', () => {
    expect([...filterImages(DATASET, { split: 'all', label: 3 })]).toEqual([0, 2, 5]);
    expect([...filterImages(DATASET, { split: 'train', label: 3 })]).toEqual([0, 2]);
    expect([...filterImages(DATASET, { split: 'test', label: 0 })]).toEqual([]);
  });

  it('goes through 70,000 labels well within a frame', () => {
    const labels = Uint8Array.from({ length: 60_000 }, (_, index) => index % 10);
    const large = {
      train: { count: 60_000, labels },
      test: { count: 10_000, labels: labels.slice(0, 10_000) },
    };
    const start = performance.now();
    expect(filterImages(large, { split: 'all', label: 7 })).toHaveLength(7000);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('countClasses', () => {
  it('counts each class of a part', () => {
    expect(countClasses(DATASET, 'all')).toEqual([1, 1, 0, 3, 0, 0, 0, 0, 0, 3]);
    expect(countClasses(DATASET, 'test')).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 2]);
  });
});

describe('an image by its number', () => {
  it('has a place, a label and pixels', () => {
    expect(placeOf(DATASET, 4)).toEqual({ split: 'train', index: 4 });
    expect(placeOf(DATASET, 5)).toEqual({ split: 'test', index: 0 });
    expect(labelOf(DATASET, 6)).toBe(9);
    expect(pixelsOf(DATASET, 6)).toHaveLength(IMAGE_PIXELS);
    expect(pixelsOf(DATASET, 6)[783]).toBe(91);
  });

  it('does not exist outside the range', () => {
    for (const number of [-1, 8, 1.5, Number.NaN]) expect(placeOf(DATASET, number)).toBeNull();
    expect(() => labelOf(DATASET, 8)).toThrow(RangeError);
    expect(() => pixelsOf(DATASET, 8)).toThrow(RangeError);
  });
});

describe('numberRange and positionOf', () => {
  it('bound each part', () => {
    expect(numberRange(DATASET, 'train')).toEqual([0, 5]);
    expect(numberRange(DATASET, 'test')).toEqual([5, 8]);
    expect(numberRange(DATASET, 'all')).toEqual([0, 8]);
  });

  it('find a number in a list', () => {
    const numbers = Uint32Array.of(0, 2, 5, 9);
    expect([0, 2, 5, 9, 1, 10].map((number) => positionOf(numbers, number))).toEqual([
      0, 1, 2, 3, -1, -1,
    ]);
    expect(positionOf(new Uint32Array(0), 1)).toBe(-1);
  });
});

describe('the query of the address', () => {
  it('goes there and back', () => {
    const text = 'split=test&class=7&size=3&image=123';
    const browse = parseBrowseQuery(new URLSearchParams(text));
    expect(browse).toEqual({ split: 'test', label: 7, size: 3, image: 123 });
    expect(formatBrowseQuery(browse).toString()).toBe(text);
  });

  it('is empty at the defaults, and forgiving', () => {
    const defaults = { split: 'all', label: null, image: null, size: 2 } as const;
    expect(formatBrowseQuery(defaults).toString()).toBe('');
    const nonsense = new URLSearchParams('split=valid&class=10&size=9&image=-4');
    expect(parseBrowseQuery(nonsense)).toEqual(defaults);
  });
});
