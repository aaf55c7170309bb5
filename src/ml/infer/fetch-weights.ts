import { AtelierError } from '../../domain/failure';
import { parseSafetensors } from '../../domain/safetensors';
import type { NamedArray } from '../../domain/tensors';
import { fetchBytes, fileName } from '../engine/fetch-bytes';

/**
 * Fetches weights from a safetensors file.
 * @throws AtelierError `file-unreachable` or `file-damaged` naming the file
 */
export async function fetchWeights(address: string): Promise<NamedArray[]> {
  const bytes = await fetchBytes(address);
  try {
    return parseSafetensors(bytes);
  } catch (thrown) {
    throw new AtelierError({ code: 'file-damaged', file: fileName(address) }, { cause: thrown });
  }
}
