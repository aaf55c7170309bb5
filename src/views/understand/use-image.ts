import { useEffect, useMemo } from 'react';
import { type Dataset, IMAGE_PIXELS, type SplitName } from '../../domain/dataset';
import { loadDataset, useDataset } from '../../stores/dataset';
import { type InspectedPhoto, imageQuery, useInspected } from '../../stores/inspected';
import { replaceQuery, useRoute } from '../../stores/route';
import { parseImageQuery } from './image-query';

/** The image that is looked at. Pixels are 784 bytes of their own, the same array for the same image. */
export type ImageInQuestion =
  | { kind: 'dataset'; dataset: Dataset; place: ImagePlace; pixels: Uint8Array; label: number }
  | { kind: 'photo'; photo: InspectedPhoto; pixels: Uint8Array }
  /** A photo was handed over before the page was loaded again. */
  | { kind: 'gone' }
  | { kind: 'loading' }
  | { kind: 'failed' };

/** Part and index of an image. */
export interface ImagePlace {
  split: SplitName;
  index: number;
}

/** The image that the address asks for; loads the data set where it needs one. */
export function useImage(): ImageInQuestion {
  const text = useRoute((route) => route.query);
  const query = useMemo(() => parseImageQuery(text), [text]);
  const photo = useInspected((state) => state.photo);
  const dataset = useDataset((state) => state.dataset);
  const status = useDataset((state) => state.status);
  const requested = useDataset((state) => state.requested);
  const needsDataset = query.from === 'dataset';
  useEffect(() => {
    if (needsDataset && status === 'idle') void loadDataset(requested);
  }, [needsDataset, status, requested]);
  return useMemo((): ImageInQuestion => {
    if (query.from === 'photo') {
      return photo ? { kind: 'photo', photo, pixels: photo.pixels } : { kind: 'gone' };
    }
    if (dataset) return datasetImage(dataset, query);
    return status === 'failed' ? { kind: 'failed' } : { kind: 'loading' };
  }, [query, photo, dataset, status]);
}

/** Looks at an image of the data set; the address follows. */
export function showImage({ split, index }: ImagePlace): void {
  replaceQuery(imageQuery(split, index));
}

function datasetImage(dataset: Dataset, { split, index }: ImagePlace): ImageInQuestion {
  const { count, images, labels } = dataset[split];
  // Another data set may have fewer images than the one that the address was written for.
  const place = { split, index: Math.min(index, count - 1) };
  const start = place.index * IMAGE_PIXELS;
  // A copy: a view would be sent to the worker with all images of its part.
  const pixels = images.slice(start, start + IMAGE_PIXELS);
  return { kind: 'dataset', dataset, place, pixels, label: labels[place.index] ?? 0 };
}
