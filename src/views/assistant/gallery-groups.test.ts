import { expect, it } from 'vitest';
import type { PhotoItem } from '../../stores/assistant-state';
import { galleryGroups } from './gallery-groups';

function photo(id: string, facts: Partial<PhotoItem>): PhotoItem {
  return { id, status: 'answered', correctedClass: null, result: null, ...facts } as PhotoItem;
}

function answered(id: string, label: number, correctedClass: number | null = null): PhotoItem {
  const probabilities = Float32Array.from({ length: 3 }, (_, at) => (at === label ? 0.8 : 0.1));
  return photo(id, { result: { probabilities } as PhotoItem['result'], correctedClass });
}

it('sorts by what a person said, else by the answer, and the others by what became of them', () => {
  const groups = galleryGroups(
    [
      photo('text', { status: 'refused' }),
      answered('bag', 2),
      answered('coat', 2, 0),
      photo('again', { status: 'duplicate' }),
      photo('later', { status: 'skipped' }),
      answered('shoe', 0),
      photo('soon', { status: 'waiting' }),
    ],
    3,
  );
  expect(groups.map(({ place, items }) => [place, items.map(({ id }) => id)])).toEqual([
    [0, ['coat', 'shoe']],
    [2, ['bag']],
    ['waiting', ['later', 'soon']],
    ['duplicate', ['again']],
    ['refused', ['text']],
  ]);
});
