/** Lists the photos in a zip and unpacks them one at a time: no more than one is ever in memory. */
import type { Entry, EntryMetaData, Reader } from '@zip.js/zip.js';
import { AtelierError } from '../../domain/failure';
import {
  type ArchiveEntry,
  type ArchiveListing,
  dosTime,
  type Packing,
  type RefusedEntry,
} from '../../domain/intake/archive';
import { inTime, PATIENCE_SECONDS } from '../../domain/intake/deadline';
import { MAX_FILE_BYTES, MAX_PACKING_RATIO, MAX_UNPACKED_BYTES } from '../../domain/intake/limits';
import { isLitter } from '../../domain/intake/litter';
import { entryNames, type Named } from './archive-names';
import { crc32 } from './crc32';
import { refusal } from './refusal';

/** Methods by their number in the zip (APPNOTE.TXT 4.4.5). */
const METHODS = new Map([
  [0, 'stored' as const],
  [8, 'deflated' as const],
]);
/** Local headers begin with these bytes, and have so many before the name (APPNOTE.TXT 4.3.7). */
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
/** Entries of a directory that are looked at in one go: some hundredths of a second. */
const ENTRIES_AT_ONCE = 1000;
const READER_OPTIONS = {
  // Names are only shown: one such as `../a.jpg` leads nowhere here.
  filenameValidation: 'tolerant',
  // Of a zip that is cut off, the directory of another one inside must not be taken for its own.
  maxAppendedDataSize: 0,
} as const;
const NESTED = /\.(?:zip|7z|rar|tar|t?gz)$/i;

/** What is kept of an entry: with all that the reader says, 200,000 of them would take 1.2 GB. */
interface Found {
  name: Named;
  offset: number;
  /** Its path is as the reader took it, and its end is not known yet. */
  listed: ArchiveEntry | RefusedEntry;
}

/**
 * Reads a zip's directory, which lies at its end; nothing is unpacked.
 * @param room files that are taken at most; those beyond are counted, and apart those beyond the bytes that are
 *   unpacked of one zip
 * @throws AtelierError `photo-refused` with the zip's name when it is none, or holds no file at all
 */
export async function listArchive(zip: File, room: number): Promise<ArchiveListing> {
  const found: Found[] = [];
  const offsets: number[] = [];
  let [ignored, beyond, beyondBytes, unpacked] = [0, 0, 0, 0];
  await eachEntry(zip, (entry) => {
    const { filename, rawFilename, filenameUTF8, offset } = entry;
    offsets.push(offset);
    if (entry.directory) return;
    // The signs by which litter is known are the same in every way of writing names.
    if (isLitter(filename)) {
      ignored++;
      return;
    }
    const listed = listedEntry(entry);
    unpacked += 'fault' in listed ? 0 : listed.bytes;
    if (found.length >= room) beyond++;
    else if (unpacked > MAX_UNPACKED_BYTES) beyondBytes++;
    else found.push({ name: { filename, rawFilename, filenameUTF8 }, offset, listed });
  });
  if (found.length + beyond + beyondBytes === 0) throw refusal(zip.name, { code: 'archive-empty' });
  return { entries: placed(found, offsets, zip.size), ignored, beyond, beyondBytes };
}

/** Gives entries their paths, which depend on each other, and their ends. */
function placed(found: readonly Found[], offsets: readonly number[], size: number) {
  const ends = endsByOffset(offsets, size);
  const names = entryNames(found.map(({ name }) => name));
  return found.map(({ listed, offset }, at) => {
    const path = names[at] ?? listed.path;
    return 'fault' in listed
      ? { ...listed, path }
      : { ...listed, path, end: ends.get(offset) ?? size };
  });
}

/**
 * Looks at one entry after the other, letting go of each. Now and then others have their turn, the deadline
 * among them. The reader is fetched with the first zip; it starts no workers of its own, as only directories
 * are read by it.
 */
async function eachEntry(zip: File, look: (entry: Entry) => void): Promise<void> {
  const { ZipReader } = await import('@zip.js/zip.js/lib/zip-core-reader.js');
  const reader = new ZipReader(sourceOf(zip), READER_OPTIONS);
  let isLate = false;
  const reading = async () => {
    let seen = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      look(entry);
      if (++seen % ENTRIES_AT_ONCE > 0) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (isLate) return;
    }
  };
  try {
    await inTime(reading(), () => {
      isLate = true;
      return refusal(zip.name, { code: 'too-slow', step: 'list', seconds: PATIENCE_SECONDS });
    });
  } catch (thrown) {
    if (thrown instanceof AtelierError) throw thrown;
    throw refusal(zip.name, { code: 'archive-damaged' }, thrown);
  }
}

/** All that reading a directory asks of a reader; with the package's own it is twice as large. */
function sourceOf(zip: File): Reader<Blob> {
  const source = {
    size: zip.size,
    init: async () => {},
    readUint8Array: async (offset: number, length: number) =>
      new Uint8Array(await zip.slice(offset, offset + length).arrayBuffer()),
  };
  return source as unknown as Reader<Blob>;
}

/** Where the next entry begins, for each by its offset; the directory lies behind the last. */
function endsByOffset(offsets: readonly number[], size: number): Map<number, number> {
  const sorted = offsets.toSorted((left, right) => left - right);
  return new Map(sorted.map((offset, at) => [offset, sorted[at + 1] ?? size]));
}

function listedEntry(entry: EntryMetaData): ArchiveEntry | RefusedEntry {
  const { filename: path, uncompressedSize: bytes, compressedSize: packedBytes, offset } = entry;
  const method = METHODS.get(entry.compressionMethod);
  const ratio = bytes / Math.max(1, packedBytes);
  if (NESTED.test(path)) return { path, fault: { code: 'archive-nested' } };
  if (entry.encrypted) return { path, fault: { code: 'archive-locked' } };
  if (!method) return { path, fault: { code: 'archive-method' } };
  if (ratio > MAX_PACKING_RATIO) {
    return { path, fault: { code: 'archive-bomb', ratio, limit: MAX_PACKING_RATIO } };
  }
  if (bytes > MAX_FILE_BYTES) {
    return { path, fault: { code: 'file-too-large', bytes, limit: MAX_FILE_BYTES } };
  }
  const modifiedAt = dosTime(Number(entry.rawLastModDate));
  const checksum = entry.crc32 ?? 0;
  return { path, method, packedBytes, bytes, checksum, offset, end: offset, modifiedAt };
}

/**
 * Unpacks one file. It stops as soon as more comes out than the directory says, so that a directory
 * that lies costs no memory.
 * @param part the zip from the entry's local header to its end
 * @throws RangeError when the bytes are not those that the directory tells of
 */
export async function unpack(part: Blob, packing: Packing): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await packedPart(part, packing);
  const stream =
    packing.method === 'stored'
      ? packed.stream()
      : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const bytes = new Uint8Array(packing.bytes);
  let length = 0;
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      bytes.set(piece.value, length);
      length += piece.value.length;
    }
  } finally {
    // Ends the unpacking of what is not wanted; a stream that failed has nothing left to say.
    await reader.cancel().catch(() => {});
  }
  if (length !== bytes.length) throw new RangeError(`${length} of ${bytes.length} bytes`);
  const checksum = crc32(bytes);
  if (checksum !== packing.checksum) throw new RangeError(`CRC-32 ${checksum}`);
  return bytes;
}

/**
 * The packed bytes where they lie in the zip; those of a stored file are the file. Nothing is read but the
 * header before them.
 * @param part the zip from the entry's local header to its end
 * @throws RangeError when there is no such header
 */
export async function packedPart(part: Blob, { packedBytes }: Packing): Promise<Blob> {
  const header = new DataView(await part.slice(0, LOCAL_HEADER_BYTES).arrayBuffer());
  if (header.getUint32(0, true) !== LOCAL_SIGNATURE) throw new RangeError('no local header');
  const start = LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  return part.slice(start, start + packedBytes);
}
