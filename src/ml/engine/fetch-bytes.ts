import { AtelierError } from '../../domain/failure';

/**
 * Fetches a file.
 * @throws AtelierError `file-unreachable` naming the file
 */
export async function fetchBytes(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = fileName(address);
  const response = await fetch(address).catch((thrown) => throwUnreachable(file, thrown));
  const { ok, status } = response;
  if (!ok) throw new AtelierError({ code: 'file-unreachable', file, status });
  // The connection may end while it comes.
  const buffer = await response.arrayBuffer().catch((thrown) => throwUnreachable(file, thrown));
  return new Uint8Array(buffer);
}

/** Name of the file at an address, for messages. */
export function fileName(address: string): string {
  return address.split('/').pop() ?? address;
}

function throwUnreachable(file: string, cause: unknown): never {
  throw new AtelierError({ code: 'file-unreachable', file, status: 0 }, { cause });
}
