import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import type { ArchiveEntry } from '../../domain/intake/archive';
import { listArchive } from './archive';
import { openPhoto, readingOf } from './open-photo';
import { jpegWithDate } from './testing';

const source = (bytes: ArrayLike<number>, name = 'a.jpg') => ({
  file: new File([Uint8Array.from(bytes)], name),
  packing: null,
});

async function faultOf(promise: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await promise.catch((reason: unknown) => reason);
  if (!(thrown instanceof AtelierError)) throw new Error('not refused', { cause: thrown });
  return thrown.failure.code === 'photo-refused' ? thrown.failure.fault : thrown.failure;
}

/** The first file of a zip as it crosses to the worker. */
async function packedSource(zip: Uint8Array<ArrayBuffer>) {
  const whole = new File([zip], 'x.zip');
  const { entries } = await listArchive(whole, 1);
  const entry = entries[0] as ArchiveEntry;
  const file = new File([whole.slice(entry.offset, entry.end)], entry.path);
  return { file, packing: entry };
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 25), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('openPhoto', () => {
  it('reads a file of its own, and one in a zip', async () => {
    const bytes = jpegWithDate('2024:05:06 10:20:30');
    const own = source(bytes);
    expect(await openPhoto(own)).toEqual({ name: 'a.jpg', bytes, stored: own.file });
    const packed = await packedSource(Uint8Array.from(zipSync({ 'b.jpg': bytes })));
    const opened = await openPhoto(packed);
    expect(opened).toEqual({ name: 'b.jpg', bytes, stored: null });
  });

  it('leaves what a zip holds unpacked where it lies, beside the bytes that are looked at', async () => {
    const bytes = jpegWithDate('2024:05:06 10:20:30');
    const packed = await packedSource(Uint8Array.from(zipSync({ 'b.jpg': bytes }, { level: 0 })));
    const opened = await openPhoto(packed);
    expect(opened.bytes).toEqual(bytes);
    expect(new Uint8Array((await opened.stored?.arrayBuffer()) ?? [])).toEqual(bytes);
  });

  it('refuses no bytes and too many, in a zip by what its directory says', async () => {
    expect(await faultOf(openPhoto(source([])))).toEqual({ code: 'empty' });
    const tooLarge = { code: 'file-too-large', bytes: 100_000_001, limit: 100_000_000 };
    const huge = source([1]);
    Object.defineProperty(huge.file, 'size', { value: 100_000_001 });
    expect(await faultOf(openPhoto(huge))).toEqual(tooLarge);
    const packing = { method: 'stored', packedBytes: 1, bytes: 100_000_001, checksum: 0 } as const;
    expect(await faultOf(openPhoto({ ...source([1]), packing }))).toEqual(tooLarge);
  });

  it('does not read a large file to its end when its head is no picture', async () => {
    const film = source(new Uint8Array(200_000).fill(7));
    const read = vi.spyOn(film.file, 'arrayBuffer');
    expect(await faultOf(openPhoto(film))).toEqual({ code: 'not-an-image' });
    expect(read).not.toHaveBeenCalled();
  });

  it('calls a file in a zip damaged that does not unpack', async () => {
    const { file, packing } = await packedSource(
      Uint8Array.from(zipSync({ 'b.jpg': jpegWithDate('2024:05:06 10:20:30') })),
    );
    const other = { ...packing, checksum: packing.checksum ^ 1 };
    expect(await faultOf(openPhoto({ file, packing: other }))).toEqual({ code: 'damaged' });
  });

  it('does not call a file damaged that there was no memory to unpack', async () => {
    const packed = await packedSource(
      Uint8Array.from(zipSync({ 'b.jpg': jpegWithDate('2024:05:06 10:20:30') })),
    );
    const full = new RangeError('Array buffer allocation failed');
    vi.spyOn(packed.file, 'slice').mockImplementation(() => {
      throw full;
    });
    await expect(openPhoto(packed)).rejects.toBe(full);
  });

  it('says that a file went away after it was chosen', async () => {
    const gone = source([1, 2, 3]);
    gone.file.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    expect(await faultOf(openPhoto(gone))).toEqual({ code: 'unreadable' });
  });
});

describe('readingOf', () => {
  const filed = new Date(2020, 0, 2).getTime();

  it('has the day of the camera, and a fingerprint of the bytes alone', async () => {
    const bytes = jpegWithDate('2024:05:06 10:20:30');
    const one = await readingOf(await openPhoto(source(bytes)), filed);
    expect(one.taken).toEqual({ day: '2024-05-06', source: 'exif' });
    const other = await readingOf(await openPhoto(source(bytes, 'other.jpg')), 0);
    expect(other.fingerprint).toBe(one.fingerprint);
    const another = await openPhoto(source(jpegWithDate('2024:05:06 10:20:31')));
    expect((await readingOf(another, filed)).fingerprint).not.toBe(one.fingerprint);
  });

  it('has the day on which it was digitized where none says when it was taken', async () => {
    const scan = jpegWithDate('2024:05:06 10:20:30', 'DateTimeDigitized');
    const { taken } = await readingOf(await openPhoto(source(scan)), filed);
    expect(taken).toEqual({ day: '2024-05-06', source: 'exif' });
  });

  // SHA-256 of "abc", FIPS 180-4.
  it('has the published digest, and the day of the file for what holds no date', async () => {
    const { fingerprint, taken } = await readingOf(await openPhoto(source([97, 98, 99])), filed);
    expect(fingerprint).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(taken).toEqual({ day: '2020-01-02', source: 'file' });
  });

  it.each([
    ['cut off within its EXIF part', jpegWithDate('2024:05:06 10:20:30').slice(0, 60)],
    ['never set', jpegWithDate('0000:00:00 00:00:00')],
    ['empty', jpegWithDate('')],
  ])('goes without a date that is %s', async (_, bytes) => {
    expect((await readingOf(await openPhoto(source(bytes)), 0)).taken).toBeNull();
  });
});
