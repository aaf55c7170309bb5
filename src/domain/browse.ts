/**
 * Which images of a data set to show. Images are numbered through: training images first, then test
 * images, so that one number names an image whatever the filter.
 */
import { CLASS_COUNT, type Dataset, IMAGE_PIXELS, type ImageSet, type SplitName } from './dataset';

/** What to show: one part or both, one class or all. */
export interface BrowseFilter {
  split: SplitName | 'all';
  /** Label 0 to 9; null shows every class. */
  label: number | null;
}

/** An image of a data set: which part it belongs to and its index there. */
export interface ImagePlace {
  split: SplitName;
  /** Index within its part, from 0, as data set libraries count. */
  index: number;
}

/** The labels that filters work on. */
type Labels = { [Split in SplitName]: Pick<ImageSet, 'count' | 'labels'> };

/** Numbers of the images that pass a filter, ascending. */
export function filterImages(dataset: Labels, { split, label }: BrowseFilter): Uint32Array {
  const [first, end] = numberRange(dataset, split);
  const numbers = new Uint32Array(end - first);
  let found = 0;
  for (let number = first; number < end; number++) {
    if (label === null || labelOf(dataset, number) === label) numbers[found++] = number;
  }
  return numbers.subarray(0, found);
}

/** Images of each class in a part, or in both. */
export function countClasses(dataset: Labels, split: BrowseFilter['split']): number[] {
  const counts = new Array<number>(CLASS_COUNT).fill(0);
  const [first, end] = numberRange(dataset, split);
  for (let number = first; number < end; number++) {
    const label = labelOf(dataset, number);
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

/** Where an image is found by its number; null when there is none of that number. */
export function placeOf(dataset: Labels, number: number): ImagePlace | null {
  const { train, test } = dataset;
  if (!Number.isInteger(number) || number < 0 || number >= train.count + test.count) return null;
  return number < train.count
    ? { split: 'train', index: number }
    : { split: 'test', index: number - train.count };
}

/** Label of the image with this number; it must exist. */
export function labelOf(dataset: Labels, number: number): number {
  const { train, test } = dataset;
  const label = number < train.count ? train.labels[number] : test.labels[number - train.count];
  if (label === undefined) throw new RangeError(`no image ${number}`);
  return label;
}

/** The 784 values of the image with this number, as a view of the data set's memory. */
export function pixelsOf(dataset: Pick<Dataset, SplitName>, number: number): Uint8Array {
  const place = placeOf(dataset, number);
  if (!place) throw new RangeError(`no image ${number}`);
  const start = place.index * IMAGE_PIXELS;
  return dataset[place.split].images.subarray(start, start + IMAGE_PIXELS);
}

/** First number of a part and the number after its last. */
export function numberRange(dataset: Labels, split: BrowseFilter['split']): [number, number] {
  const { train, test } = dataset;
  const all = train.count + test.count;
  if (split === 'train') return [0, train.count];
  return split === 'test' ? [train.count, all] : [0, all];
}

/** Position of a number in an ascending list, or -1: binary search. */
export function positionOf(numbers: Uint32Array, number: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = numbers[middle] as number;
    if (value === number) return middle;
    if (value < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** What the Browse screen shows, as its address tells. */
export interface BrowseQuery extends BrowseFilter {
  /** Index of the open image within the chosen part (or among all); null when none is open. */
  image: number | null;
  /** Size of the images in the grid. */
  size: 1 | 2 | 3;
}

/** Reads the address's query; what is absent or makes no sense takes its default. */
export function parseBrowseQuery(query: URLSearchParams): BrowseQuery {
  const split = query.get('split');
  const label = wholeNumber(query.get('class'));
  const size = wholeNumber(query.get('size'));
  return {
    split: split === 'train' || split === 'test' ? split : 'all',
    label: label !== null && label < CLASS_COUNT ? label : null,
    image: wholeNumber(query.get('image')),
    size: size === 1 || size === 3 ? size : 2,
  };
}

/** A query holding what differs from the defaults. */
export function formatBrowseQuery(browse: BrowseQuery): URLSearchParams {
  const query = new URLSearchParams();
  if (browse.split !== 'all') query.set('split', browse.split);
  if (browse.label !== null) query.set('class', String(browse.label));
  if (browse.size !== 2) query.set('size', String(browse.size));
  if (browse.image !== null) query.set('image', String(browse.image));
  return query;
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
