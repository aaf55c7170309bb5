/** From what a person gives to the bytes of one file, and what can be said of it before it is decoded. */

import { AtelierError, toFailure } from '../../domain/failure';
import type { Packing } from '../../domain/intake/archive';
import { inTime, PATIENCE_SECONDS } from '../../domain/intake/deadline';
import { MAX_FILE_BYTES } from '../../domain/intake/limits';
import { captureDate } from '../../domain/photo/capture-date';
import type { PhotoReading, PhotoSource } from '../../protocol/inference';
import { sha256Hex } from '../data/hash';
import { packedPart, unpack } from './archive';
import { isForeign } from './examine';
import { exifPart } from './exif-part';
import { refusal } from './refusal';

/** A file in memory. */
export interface OpenedPhoto {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Where the same bytes lie outside of memory; null for what was unpacked. */
  stored: Blob | null;
}

/** In bytes: enough to tell by it whether a file is a picture at all. */
const HEAD_BYTES = 65_536;
/** EXIF's DateTimeOriginal and DateTimeDigitized as exifr calls them, in the order in which they count. */
const MOMENTS = ['DateTimeOriginal', 'CreateDate'];

/**
 * Reads a file to its end, unpacking it where it lies in a zip; one that never comes is not waited for.
 * @throws AtelierError `photo-refused` with the reason
 */
export async function openPhoto({ file, packing }: PhotoSource): Promise<OpenedPhoto> {
  const { name } = file;
  const size = packing?.bytes ?? file.size;
  if (size === 0) throw refusal(name, { code: 'empty' });
  if (size > MAX_FILE_BYTES) {
    throw refusal(name, { code: 'file-too-large', bytes: size, limit: MAX_FILE_BYTES });
  }
  try {
    return await inTime(packing ? unpacked(file, packing) : opened(file), () =>
      refusal(name, { code: 'too-slow', step: 'read', seconds: PATIENCE_SECONDS }),
    );
  } catch (thrown) {
    if (thrown instanceof AtelierError || toFailure(thrown).code === 'out-of-memory') throw thrown;
    // A file that went away since; anything else is of the unpacking.
    const isGone = thrown instanceof DOMException;
    if (!isGone && !packing) throw thrown;
    throw refusal(name, { code: isGone ? 'unreadable' : 'damaged' }, thrown);
  }
}

async function unpacked(file: File, packing: Packing): Promise<OpenedPhoto> {
  const bytes = await unpack(file, packing);
  const stored = packing.method === 'stored' ? await packedPart(file, packing) : null;
  return { name: file.name, bytes, stored };
}

async function opened(file: File): Promise<OpenedPhoto> {
  const { name, size } = file;
  if (size > HEAD_BYTES && isForeign(await bytesOf(file.slice(0, HEAD_BYTES)))) {
    // A film or a disk image in a folder of photos is not read to its end.
    throw refusal(name, { code: 'not-an-image' });
  }
  return { name, bytes: await bytesOf(file), stored: file };
}

/** What is known of an opened photo without decoding it. */
export async function readingOf(
  { bytes }: OpenedPhoto,
  lastModified: number,
): Promise<PhotoReading> {
  const [fingerprint, exif] = await Promise.all([sha256Hex(bytes), exifMoments(bytes)]);
  return { fingerprint, taken: captureDate(exif, lastModified, Date.now()) };
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** DateTimeOriginal and DateTimeDigitized as they stand in the file, as far as they are there and can be read. */
async function exifMoments(bytes: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const { parse } = await import('exifr');
  try {
    const tags: unknown = await parse(exifPart(bytes), { pick: MOMENTS, reviveValues: false });
    const found = Object(tags) as Record<string, unknown>;
    return MOMENTS.map((name) => found[name]).filter((moment) => typeof moment === 'string');
  } catch {
    // exifr throws on kinds that it does not know and on tags that are cut off: both have no date.
    return [];
  }
}
