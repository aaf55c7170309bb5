import type { Explanation } from '../../domain/network';

/** Follows one image (784 bytes) through an open network. Throws AtelierError `network-missing`. */
export async function explain(_key: string, _pixels: Uint8Array): Promise<Explanation> {
  throw new Error('not built yet');
}
