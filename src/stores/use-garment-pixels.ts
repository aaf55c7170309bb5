/** The selected photo as images of Fashion-MNIST are, so that it can be compared with these. */
import { useEffect, useState } from 'react';
import { IMAGE_PIXELS } from '../domain/dataset';
import { type Failure, toFailure } from '../domain/failure';
import type { PhotoItem } from './assistant-state';
import { callNetwork } from './networks';

/** What is known so far. */
export interface GarmentPixels {
  /** 784 bytes; null while they are on their way, and where there are none. */
  pixels: Uint8Array | null;
  /** Why there are none. */
  failure: Failure | null;
}

const NOTHING: GarmentPixels = { pixels: null, failure: null };

/**
 * What a network of grey images sees is taken as it is; for one that takes colour the garment is cut out
 * beside it. The last pixels stay until adjusted ones are there.
 * @param seen what entered the network that answered
 */
export function useGarmentPixels(photo: PhotoItem, seen: Uint8Array): GarmentPixels {
  const [state, setState] = useState<GarmentPixels & { id: string }>({ ...NOTHING, id: '' });
  const { id, file, packing, adjustments } = photo;
  const isGrey = seen.length === IMAGE_PIXELS;
  useEffect(() => {
    if (isGrey) return;
    let isWanted = true;
    callNetwork((worker) => worker.garmentPixels(id, { file, packing }, adjustments)).then(
      (pixels) => isWanted && setState({ id, pixels, failure: null }),
      (thrown) => isWanted && setState({ id, pixels: null, failure: toFailure(thrown) }),
    );
    return () => {
      isWanted = false;
    };
  }, [isGrey, id, file, packing, adjustments]);
  if (isGrey) return { pixels: seen, failure: null };
  return state.id === id ? state : NOTHING;
}
