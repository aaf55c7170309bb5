import { categoryOf } from '../../domain/review';
import type { PhotoItem } from '../../stores/assistant-state';

/** Where a photo is shown in the gallery: under a class, or under what became of it. */
export type GalleryPlace = number | 'waiting' | 'duplicate' | 'refused';

/** Photos that are shown together, in the order of the list. */
export interface GalleryGroup {
  place: GalleryPlace;
  items: PhotoItem[];
}

/**
 * The photos by category, in the order of the classes; then those that wait or were left out,
 * duplicates, and refused ones. Groups without photos are left out.
 * @param classes number of classes
 */
export function galleryGroups(photos: readonly PhotoItem[], classes: number): GalleryGroup[] {
  const places: GalleryPlace[] = [...Array(classes).keys(), 'waiting', 'duplicate', 'refused'];
  const groups = new Map<GalleryPlace, PhotoItem[]>(places.map((place) => [place, []]));
  for (const photo of photos) groups.get(placeOf(photo))?.push(photo);
  return [...groups]
    .filter(([, items]) => items.length > 0)
    .map(([place, items]) => ({ place, items }));
}

function placeOf(photo: PhotoItem): GalleryPlace {
  const category = categoryOf(photo);
  if (category !== null) return category;
  const { status } = photo;
  return status === 'duplicate' || status === 'refused' ? status : 'waiting';
}
