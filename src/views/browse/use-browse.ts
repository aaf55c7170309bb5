import { useMemo, useState } from 'react';
import {
  type BrowseFilter,
  type BrowseQuery,
  countClasses,
  filterImages,
  formatBrowseQuery,
  labelOf,
  numberRange,
  parseBrowseQuery,
  placeOf,
  positionOf,
} from '../../domain/browse';
import type { Dataset } from '../../domain/dataset';
import { replaceQuery, useRoute } from '../../stores/route';
import { keepData } from './use-data-address';

/** What Browse shows, and how to change it. The address is the only place where it is kept. */
export interface Browse {
  dataset: Dataset;
  query: BrowseQuery;
  /** Numbers of the images that pass the filter. */
  numbers: Uint32Array;
  /** Images of each class in the chosen part. */
  counts: number[];
  /** Number of the open image; null when none is open. */
  openNumber: number | null;
  /** Its position among those shown; -1 when none is open. */
  openPosition: number;
  /** Where the keyboard is in the grid. */
  active: number;
  setActive: (position: number) => void;
  /** Opens the image at a position among those shown. */
  open: (position: number) => void;
  /** Opens an image by its index in the chosen part; false when the class filter had to go. */
  goTo: (index: number) => boolean;
  close: () => void;
  setSplit: (split: BrowseFilter['split']) => void;
  setLabel: (label: number | null) => void;
  setSize: (size: BrowseQuery['size']) => void;
}

/** State of the Browse screen for a loaded data set. */
export function useBrowse(dataset: Dataset): Browse {
  const text = useRoute((route) => route.query);
  const query = useMemo(() => sensible(dataset, text), [dataset, text]);
  const { split, label } = query;
  const numbers = useMemo(() => filterImages(dataset, { split, label }), [dataset, split, label]);
  const counts = useMemo(() => countClasses(dataset, split), [dataset, split]);
  const openNumber = openNumberOf(dataset, query);
  const [left, setLeft] = useState<number | null>(null);
  const actions = useMemo(
    () => browseActions(dataset, query, numbers, openNumber),
    [dataset, query, numbers, openNumber],
  );
  const { open, close, setSplit, setLabel } = actions;
  return {
    dataset,
    query,
    numbers,
    counts,
    openNumber,
    openPosition: openNumber === null ? -1 : positionOf(numbers, openNumber),
    // While an image is open the keyboard is there; then where it was left, else at the first.
    active: Math.max(0, positionOf(numbers, openNumber ?? left ?? -1)),
    ...actions,
    setActive: (position) => {
      if (openNumber !== null) open(position);
      else setLeft(numbers[position] ?? null);
    },
    close: () => {
      setLeft(openNumber);
      close();
    },
    // Another filter starts at its first image, or at the open one where it shows that.
    setSplit: (next) => {
      setLeft(null);
      setSplit(next);
    },
    setLabel: (next) => {
      setLeft(null);
      setLabel(next);
    },
  };
}

/** The address's wishes as far as this data set can fulfil them. */
function sensible(dataset: Dataset, text: string): BrowseQuery {
  const query = parseBrowseQuery(new URLSearchParams(text));
  const number = openNumberOf(dataset, query);
  if (number === null) return { ...query, image: null };
  const isHidden = query.label !== null && labelOf(dataset, number) !== query.label;
  return isHidden ? { ...query, label: null } : query;
}

function openNumberOf(dataset: Dataset, { split, image }: BrowseQuery): number | null {
  if (image === null) return null;
  const [first, end] = numberRange(dataset, split);
  return first + image < end ? first + image : null;
}

function browseActions(
  dataset: Dataset,
  query: BrowseQuery,
  numbers: Uint32Array,
  openNumber: number | null,
) {
  const [first] = numberRange(dataset, query.split);
  const change = (changes: Partial<BrowseQuery>) => {
    replaceQuery(keepData(formatBrowseQuery({ ...query, ...changes })));
  };
  return {
    open: (position: number) => {
      const number = numbers[position];
      if (number !== undefined) change({ image: number - first });
    },
    goTo: (index: number) => {
      const number = first + index;
      const fits = query.label === null || labelOf(dataset, number) === query.label;
      change({ image: index, label: fits ? query.label : null });
      return fits;
    },
    close: () => change({ image: null }),
    setSplit: (split: BrowseFilter['split']) => {
      change({
        split,
        image: openNumber === null ? null : indexWithin(dataset, split, openNumber),
      });
    },
    setLabel: (label: number | null) => {
      const stays =
        openNumber !== null && (label === null || labelOf(dataset, openNumber) === label);
      change({ label, image: stays ? query.image : null });
    },
    setSize: (size: BrowseQuery['size']) => change({ size }),
  };
}

/** Index of a numbered image within a part, or null when it lies in the other. */
function indexWithin(
  dataset: Dataset,
  split: BrowseFilter['split'],
  number: number,
): number | null {
  const place = placeOf(dataset, number);
  if (!place || (split !== 'all' && split !== place.split)) return null;
  return number - numberRange(dataset, split)[0];
}
