/** Photos in a zip, as its directory lists them: facts only, the bytes stay packed. */
import type { PhotoFault } from '../photo/fault';

/** How an entry's bytes are packed: not at all, or by DEFLATE (RFC 1951). */
export type PackingMethod = 'stored' | 'deflated';

/** What it takes to unpack an entry from its part of the zip. */
export interface Packing {
  method: PackingMethod;
  /** Bytes in the zip, and once unpacked. */
  packedBytes: number;
  bytes: number;
  /** CRC-32 of the unpacked bytes. */
  checksum: number;
}

/** A file in a zip that can be unpacked. */
export interface ArchiveEntry extends Packing {
  /** Names of its folders and its own, parted by `/`. */
  path: string;
  /** Where its local header begins, in bytes from the start of the zip. */
  offset: number;
  /** Where what follows it begins: its packed bytes end before. */
  end: number;
  /** When it was changed last by its DOS date, in milliseconds since 1970 in local time; 0 for none. */
  modifiedAt: number;
}

/** A file in a zip that is not unpacked. */
export interface RefusedEntry {
  path: string;
  fault: PhotoFault;
}

/** What a zip holds. */
export interface ArchiveListing {
  /** In the order of the zip. */
  entries: (ArchiveEntry | RefusedEntry)[];
  /** System files that were passed over. */
  ignored: number;
  /** Files for which there is no room. */
  beyond: number;
  /** Files, while there was room, beyond the bytes that are unpacked of one zip. */
  beyondBytes: number;
}

/** Milliseconds since 1970 of a DOS date and time (APPNOTE.TXT 4.4.6), which is local; 0 for none. */
export function dosTime(value: number): number {
  const date = value >>> 16;
  const [year, month, day] = [1980 + (date >>> 9), (date >>> 5) & 15, date & 31];
  if (month < 1 || month > 12 || day < 1) return 0;
  const [hour, minute, seconds] = [(value >>> 11) & 31, (value >>> 5) & 63, (value & 31) * 2];
  return new Date(year, month - 1, day, hour, minute, seconds).getTime();
}
