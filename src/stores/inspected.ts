/** The image that Understand looks into, when it comes from another screen than the address tells. */
import { create } from 'zustand';
import { navigate } from './route';

/** A photo or a webcam still, as a network sees it. */
export interface InspectedPhoto {
  /** As the network that answered took it: 784 bytes of grey, or RGB. */
  pixels: Uint8Array;
  /** Name of the file, as text; null for a webcam still. */
  name: string | null;
}

/** The photo handed over last. Images of a data set are named by the address instead. */
export const useInspected = create<{ photo: InspectedPhoto | null }>(() => ({ photo: null }));

/** Address query of Understand for the photo handed over last. */
export const PHOTO_QUERY = 'from=photo';

/** Shows a photo on the Understand screen. */
export function inspectPhoto(photo: InspectedPhoto): void {
  useInspected.setState({ photo });
  navigate('understand', PHOTO_QUERY);
}

/** Address query of Understand for an image of the loaded data set. */
export function imageQuery(split: 'train' | 'test', index: number): URLSearchParams {
  return new URLSearchParams({ split, image: String(index) });
}
