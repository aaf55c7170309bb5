/** What the tests of the report share. */
import type { PhotoItem } from './assistant-state';

/** An answered photo: 91 % for one class of ten. */
export function photo(id: string, best: number, change: Partial<PhotoItem> = {}): PhotoItem {
  const probabilities = Float32Array.from({ length: 10 }, (_, at) => (at === best ? 0.91 : 0.01));
  return {
    id,
    status: 'answered',
    result: { probabilities },
    taken: null,
    correctedName: null,
    correctedClass: null,
    ...change,
  } as PhotoItem;
}
