import type { LayerWeights } from '../../domain/network';

/** Weights of an open network beside its untrained ones. Throws AtelierError `network-missing`. */
export async function inspectWeights(_key: string): Promise<LayerWeights[]> {
  throw new Error('not built yet');
}
