import { AtelierError } from '../../domain/failure';
import { parseSafetensors } from '../../domain/safetensors';
import type { NamedArray } from '../../domain/tensors';

/**
 * Fetches weights from a safetensors file.
 * @throws AtelierError `file-unreachable` or `file-damaged` naming the file
 */
export async function fetchWeights(address: string): Promise<NamedArray[]> {
  const file = address.split('/').pop() ?? address;
  const bytes = await fetchBytes(address, file);
  try {
    return parseSafetensors(bytes);
  } catch (thrown) {
    throw new AtelierError({ code: 'file-damaged', file }, { cause: thrown });
  }
}

async function fetchBytes(address: string, file: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch (thrown) {
    throw new AtelierError({ code: 'file-unreachable', file, status: 0 }, { cause: thrown });
  }
  const { ok, status } = response;
  if (!ok) throw new AtelierError({ code: 'file-unreachable', file, status });
  return new Uint8Array(await response.arrayBuffer());
}
