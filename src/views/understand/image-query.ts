import type { SplitName } from '../../domain/dataset';
import { PHOTO_QUERY } from '../../stores/inspected';

/** Which image the address asks for. */
export type ImageQuery = { from: 'photo' } | { from: 'dataset'; split: SplitName; index: number };

/** Reads the address's query; what is absent or makes no sense is the first test image. */
export function parseImageQuery(text: string): ImageQuery {
  const query = new URLSearchParams(text);
  const [[key = '', photo] = []] = new URLSearchParams(PHOTO_QUERY);
  if (query.get(key) === photo) return { from: 'photo' };
  const image = query.get('image') ?? '';
  return {
    from: 'dataset',
    split: query.get('split') === 'train' ? 'train' : 'test',
    index: /^\d{1,9}$/.test(image) ? Number(image) : 0,
  };
}
