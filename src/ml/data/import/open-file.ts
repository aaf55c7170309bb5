/** Files as streams of their content, packed or not, and what their first bytes say they are. */
import { DataError } from '../../../domain/own-data-error';
import type { DataFile, DataFileKind } from '../../../domain/own-data-files';
import { MAX_FILE_BYTES, MAX_UNPACKED_BYTES } from '../../../domain/own-data-limits';
import { Cancelled, type ImportJob } from './job';

/** A file whose kind is known. */
export interface OpenFile extends DataFile {
  file: File;
  isPacked: boolean;
}

/** So many bytes tell text from anything else. */
const HEAD_BYTES = 1024;
/** Packed bytes go in by pieces of this size; each gives at most a thousand times as many. */
const PACKED_PIECE = 16 * 1024;

const IMAGES_MAGIC = 0x00000803;
const LABELS_MAGIC = 0x00000801;
/** Element types of IDX: of bytes, integers and fractions. */
const IDX_TYPES = [0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e];

/**
 * Looks at the beginning of a file.
 * @throws DataError `empty`, `too-large`, `gzip`, `unknown-kind`, `idx`; Cancelled
 */
export async function openFile(file: File, job: ImportJob): Promise<OpenFile> {
  if (file.size === 0) throw new DataError({ code: 'empty' });
  if (file.size > MAX_FILE_BYTES) {
    throw new DataError({ code: 'too-large', bytes: file.size, limit: MAX_FILE_BYTES });
  }
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = magic[0] === 0x1f && magic[1] === 0x8b;
  const head = await readHead(file, isPacked, job);
  if (head.length === 0) throw new DataError({ code: 'empty' });
  const { name } = file;
  return { file, name, isPacked, ...kindOf(head) };
}

/**
 * The content in pieces.
 * @throws DataError `gzip`, `too-large` as soon as more is unpacked than allowed; Cancelled
 */
export async function* contentOf(
  { file, isPacked }: Pick<OpenFile, 'file' | 'isPacked'>,
  job: ImportJob,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const raw = file.stream();
  const reader = (isPacked ? unpacked(raw, onBytes) : raw).getReader();
  const stop = () => void reader.cancel().catch(() => {});
  job.signal.addEventListener('abort', stop);
  try {
    let total = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (job.signal.aborted) throw new Cancelled();
      if (done) return;
      if (!isPacked) onBytes(value.length);
      total += value.length;
      if (total > MAX_UNPACKED_BYTES) {
        throw new DataError({ code: 'too-large', bytes: total, limit: MAX_UNPACKED_BYTES });
      }
      yield value;
    }
  } catch (thrown) {
    throw isPacked && isDamage(thrown) ? new DataError({ code: 'gzip' }) : thrown;
  } finally {
    job.signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Unpacks by pieces, so that a small file of zeros never becomes a gigabyte between two reads. */
function unpacked(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      onBytes(chunk.length);
      for (let start = 0; start < chunk.length; start += PACKED_PIECE) {
        controller.enqueue(chunk.subarray(start, start + PACKED_PIECE));
      }
    },
  });
  const gunzip = new DecompressionStream('gzip') as unknown as TransformStream<
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>
  >;
  return stream.pipeThrough(pieces).pipeThrough(gunzip);
}

/** Whether reading failed for what the file holds, not because it could not be read at all. */
function isDamage(thrown: unknown): boolean {
  return !(thrown instanceof DataError || thrown instanceof Cancelled || isUnreadable(thrown));
}

/** Whether the browser could not get at a file's bytes: moved, removed, or a folder. */
export function isUnreadable(thrown: unknown): boolean {
  return thrown instanceof DOMException && /^Not(Readable|Found)/.test(thrown.name);
}

async function readHead(file: File, isPacked: boolean, job: ImportJob): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES);
  let length = 0;
  for await (const bytes of contentOf({ file, isPacked }, job, () => {})) {
    const taken = bytes.subarray(0, HEAD_BYTES - length);
    head.set(taken, length);
    length += taken.length;
    if (length === HEAD_BYTES) break;
  }
  return head.subarray(0, length);
}

function kindOf(head: Uint8Array): { kind: DataFileKind; count: number | null } {
  const [first, second, type = 0, dimensions = 0] = head;
  const isIdx = first === 0 && second === 0 && IDX_TYPES.includes(type) && dimensions <= 4;
  if (!isIdx) {
    if (!isText(head)) throw new DataError({ code: 'unknown-kind' });
    return { kind: 'csv', count: null };
  }
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const found = view.getUint32(0);
  if (found !== IMAGES_MAGIC && found !== LABELS_MAGIC) {
    const fault = { code: 'wrong-magic', expected: IMAGES_MAGIC, found } as const;
    throw new DataError({ code: 'idx', fault });
  }
  const count = head.length >= 8 ? view.getUint32(4) : null;
  return { kind: found === IMAGES_MAGIC ? 'images' : 'labels', count };
}

/** Text has no control characters but tabs, line breaks and the like; pictures and archives do. */
function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}
