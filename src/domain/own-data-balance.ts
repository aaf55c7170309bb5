import { CLASS_COUNT } from './dataset';

/** What is uneven about the classes of a data set. */
export type BalanceWarning =
  /** Labels without an image to learn from. */
  | { code: 'missing'; labels: number[] }
  /** The largest class has this many times the images of the smallest. */
  | { code: 'uneven'; times: number; largest: number; smallest: number };

/** From here on a network that always answers the largest class looks better than it is. */
const UNEVEN_FROM = 5;

/** How many images each label has. */
export function countLabels(labels: Uint8Array): number[] {
  const counts = new Array<number>(CLASS_COUNT).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** What a person should know about the training images of each class; null when they are even. */
export function balanceOf(counts: readonly number[]): BalanceWarning | null {
  const labels = counts.flatMap((count, label) => (count === 0 ? [label] : []));
  if (labels.length > 0) return { code: 'missing', labels };
  const largest = counts.indexOf(Math.max(...counts));
  const smallest = counts.indexOf(Math.min(...counts));
  const times = (counts[largest] ?? 0) / (counts[smallest] ?? 1);
  return times >= UNEVEN_FROM ? { code: 'uneven', times, largest, smallest } : null;
}
