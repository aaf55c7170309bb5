/** Memory that the threads of an engine share. */
import { AtelierError } from '../../domain/failure';

const PAGE = 65536;
/** As compiled into the kernels: 1 GiB. */
const MAX_PAGES = 16384;

/** The most that one memory can hold. */
export const MAX_BYTES = MAX_PAGES * PAGE;

/** A memory of so many bytes, at most {@link MAX_BYTES}, that may grow. Throws AtelierError `out-of-memory`. */
export function sharedMemory(bytes: number): WebAssembly.Memory {
  const initial = Math.ceil(bytes / PAGE);
  return allocated(
    bytes,
    () => new WebAssembly.Memory({ initial, maximum: MAX_PAGES, shared: true }),
  );
}

/** Has a memory hold so many bytes at least. Throws AtelierError `out-of-memory`. */
export function growMemory(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing > 0) allocated(bytes, () => memory.grow(missing));
}

/** What `allocate` gives; where the browser refuses, the failure says how much it was asked for. */
function allocated<T>(bytes: number, allocate: () => T): T {
  try {
    return allocate();
  } catch (cause) {
    throw new AtelierError({ code: 'out-of-memory', bytes }, { cause });
  }
}
