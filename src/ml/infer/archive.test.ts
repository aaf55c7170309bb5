import { strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AtelierError } from '../../domain/failure';
import type { ArchiveEntry } from '../../domain/intake/archive';
import { listArchive, unpack } from './archive';

const TEXT = strToU8('as good as a photo '.repeat(3));

function zipOf(files: Zippable): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(zipSync(files, { mtime: new Date(2024, 4, 6, 13, 7, 58) }));
}

const file = (bytes: Uint8Array<ArrayBuffer>, name = 'photos.zip') => new File([bytes], name);

/** Changes the first entry of a zip's directory; the offsets are those of APPNOTE.TXT 4.3.12. */
function patched(zip: Uint8Array<ArrayBuffer>, at: number, value: number): Uint8Array<ArrayBuffer> {
  const result = zip.slice();
  const header = result.findIndex(
    (_, start) => String.fromCharCode(...result.subarray(start, start + 4)) === 'PK\x01\x02',
  );
  new DataView(result.buffer).setUint16(header + at, value, true);
  return result;
}

/** A zip whose directory claims that each file has so many bytes, packed and unpacked. */
function claimingSizes(zip: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> {
  const result = zip.slice();
  const view = new DataView(result.buffer);
  for (let at = 0; at < result.length - SIZE; at++) {
    if (view.getUint32(at, true) !== DIRECTORY_SIGNATURE) continue;
    view.setUint32(at + PACKED_SIZE, bytes, true);
    view.setUint32(at + SIZE, bytes, true);
  }
  return result;
}

/** A coat in CP949. */
const KOREAN = [0xc4, 0xda, 0xc6, 0xae];
/** `PK`, 1, 2. */
const DIRECTORY_SIGNATURE = 0x02014b50;
const FLAGS = 8;
const METHOD = 10;
const CRC = 16;
const PACKED_SIZE = 20;
const SIZE = 24;

async function onlyEntry(zip: Uint8Array<ArrayBuffer>) {
  const { entries } = await listArchive(file(zip), 10);
  expect(entries).toHaveLength(1);
  return entries[0] as ArchiveEntry;
}

async function unpacked(zip: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const entry = await onlyEntry(zip);
  return unpack(file(zip).slice(entry.offset, entry.end), entry);
}

async function refusal(promise: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await promise.catch((reason: unknown) => reason);
  if (!(thrown instanceof AtelierError)) throw new Error('not refused', { cause: thrown });
  return thrown.failure;
}

describe('listArchive', () => {
  it('lists files with their folders and local dates, in the order of the zip', async () => {
    const zip = zipOf({ 'b.jpg': TEXT, '겨울/': new Uint8Array(), '겨울/코트 🧥.jpg': TEXT });
    const { entries, ignored, beyond, beyondBytes } = await listArchive(file(zip), 10);
    expect(entries.map(({ path }) => path)).toEqual(['b.jpg', '겨울/코트 🧥.jpg']);
    expect(entries[0]).toMatchObject({
      bytes: TEXT.length,
      method: 'deflated',
      modifiedAt: new Date(2024, 4, 6, 13, 7, 58).getTime(),
    });
    expect([ignored, beyond, beyondBytes]).toEqual([0, 0, 0]);
  });

  it('reads names without the UTF-8 flag as code page 437', async () => {
    const zip = zipOf({ 'M?nchen.jpg': TEXT }).map((byte) => (byte === 63 ? 0x81 : byte));
    expect((await onlyEntry(zip)).path).toBe('München.jpg');
  });

  it('reads them as Korean Windows writes them where they are Korean, and finds the files', async () => {
    const korean = new Map([...'WXYZ'].map((sign, at) => [sign.charCodeAt(0), KOREAN[at] ?? 0]));
    const zip = zipOf({ 'WXYZ.jpg': TEXT }).map((byte) => korean.get(byte) ?? byte);
    expect((await onlyEntry(zip)).path).toBe('코트.jpg');
    expect(await unpacked(zip)).toEqual(TEXT);
  });

  it('keeps hostile names as they are: they are only shown', async () => {
    const zip = zipOf({ '../../<img src=x>.jpg': TEXT });
    expect((await onlyEntry(zip)).path).toBe('../../<img src=x>.jpg');
  });

  it('counts system files, and files beyond the room there is', async () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `${at}.jpg`);
    const zip = zipOf({
      '__MACOSX/._a.jpg': TEXT,
      '.DS_Store': TEXT,
      ...Object.fromEntries(names.map((name) => [name, [TEXT, { level: 0 as const }]])),
    });
    const listing = await listArchive(file(zip), 5000);
    expect(listing.entries).toHaveLength(5000);
    expect([listing.beyond, listing.beyondBytes, listing.ignored]).toEqual([5000, 0, 2]);
  });

  it('counts files beyond the 20 GB that are unpacked apart from those without room', async () => {
    const names = Array.from({ length: 203 }, (_, at) => `${at}.jpg`);
    const zip = claimingSizes(zipOf(Object.fromEntries(names.map((name) => [name, TEXT]))), 1e8);
    const roomy = await listArchive(file(zip), 5000);
    expect([roomy.entries.length, roomy.beyond, roomy.beyondBytes]).toEqual([200, 0, 3]);
    const full = await listArchive(file(zip), 150);
    expect([full.entries.length, full.beyond, full.beyondBytes]).toEqual([150, 53, 0]);
  });

  it('lets others have their turn while it goes through very many files', async () => {
    const zipWith = (count: number) => {
      const names = Array.from({ length: count }, (_, at) => `${at}.jpg`);
      return file(zipOf(Object.fromEntries(names.map((name) => [name, new Uint8Array()]))));
    };
    const turnsDuring = async (zip: File) => {
      let turns = 0;
      const timer = setInterval(() => turns++);
      await listArchive(zip, 10);
      clearInterval(timer);
      return turns;
    };
    const [few, many] = [zipWith(1), zipWith(8000)];
    expect(await turnsDuring(many)).toBeGreaterThanOrEqual((await turnsDuring(few)) + 4);
  });

  it.each([
    ['a zip in the zip', zipOf({ 'inner.zip': TEXT }), { code: 'archive-nested' }],
    ['a locked file', patched(zipOf({ 'a.jpg': TEXT }), FLAGS, 1), { code: 'archive-locked' }],
    // 9 is Deflate64, which Windows takes for large files.
    ['Deflate64', patched(zipOf({ 'a.jpg': TEXT }), METHOD, 9), { code: 'archive-method' }],
  ])('refuses %s by name', async (_, zip, fault) => {
    const { entries } = await listArchive(file(zip), 10);
    expect(entries).toEqual([{ path: expect.stringMatching(/a\.jpg|inner\.zip/), fault }]);
  });

  it('refuses a bomb, and lists the photo beside it', async () => {
    const zip = zipOf({ 'bomb.png': new Uint8Array(10_000_000), 'a.jpg': TEXT });
    const { entries } = await listArchive(file(zip), 10);
    expect(entries[0]).toMatchObject({ fault: { code: 'archive-bomb', limit: 100 } });
    expect(entries[1]).toMatchObject({ path: 'a.jpg', bytes: TEXT.length });
  });

  it.each([
    ['text', strToU8('Dear Sir or Madam')],
    ['nothing', new Uint8Array()],
    ['one that is cut off', zipOf({ 'a.jpg': TEXT }).slice(0, -30)],
    // The inner one's directory is whole, and lies near the end.
    [
      'one that is cut off within a zip',
      zipOf({ a: [zipOf({ b: TEXT }), { level: 0 }] }).slice(0, -40),
    ],
    ['the end of one alone', zipOf({ 'a.jpg': TEXT }).slice(-22)],
  ])('refuses %s in place of a zip', async (_, bytes) => {
    const fault = { code: 'archive-damaged' };
    const failure = await refusal(listArchive(file(Uint8Array.from(bytes), 'x.zip'), 10));
    expect(failure).toEqual({ code: 'photo-refused', file: 'x.zip', fault });
  });

  it('refuses a zip without files', async () => {
    const failure = await refusal(listArchive(file(zipOf({ 'a/': new Uint8Array() })), 10));
    expect(failure).toMatchObject({ fault: { code: 'archive-empty' } });
  });
});

describe('unpack', () => {
  it('gives the bytes back, packed or not', async () => {
    expect(await unpacked(zipOf({ 'a.jpg': TEXT }))).toEqual(TEXT);
    expect(await unpacked(zipOf({ 'a.jpg': [TEXT, { level: 0 }] }))).toEqual(TEXT);
  });

  it('gives a file larger than one piece of a stream', async () => {
    const large = Uint8Array.from({ length: 300_000 }, (_, at) => (at * at) >> 7);
    // Not by toEqual, which takes seconds for so many numbers.
    expect(Buffer.compare(await unpacked(zipOf({ 'a.jpg': large })), large)).toBe(0);
  });

  it.each([
    ['more comes out than the directory says', patched(zipOf({ a: TEXT }), SIZE, TEXT.length - 1)],
    ['less comes out', patched(zipOf({ a: TEXT }), SIZE, TEXT.length + 1)],
    ['the check sum is another', patched(zipOf({ a: TEXT }), CRC, 1)],
  ])('throws when %s', async (_, zip) => {
    await expect(unpacked(zip)).rejects.toThrow(RangeError);
  });

  it('throws when there is no file where the directory says', async () => {
    const zip = zipOf({ a: TEXT });
    const entry = await onlyEntry(zip);
    await expect(unpack(file(zip).slice(1), entry)).rejects.toThrow(RangeError);
  });
});
