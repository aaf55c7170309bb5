import { describe, expect, it } from 'vitest';
import { readingOf } from './open-photo';
import { ascii, exifWithDate, jpegWithDate, long } from './testing';

const EXIF = exifWithDate('2024:05:06 10:20:30');
/** As much of a picture as no head of a file holds. */
const IMAGE = new Uint8Array(200_001).fill(7);

/** The day that its EXIF says. */
async function dayOf(parts: readonly ArrayLike<number>[]): Promise<string | undefined> {
  const bytes = new Uint8Array(
    await new Blob(parts.map((part) => Uint8Array.from(part))).arrayBuffer(),
  );
  const { taken } = await readingOf({ name: '', bytes, stored: null }, 0);
  return taken?.day;
}

// https://developers.google.com/speed/webp/docs/riff_container
describe('WebP', () => {
  const chunk = (name: string, content: ArrayLike<number>) => [
    [...ascii(name), ...long(content.length).reverse()],
    content,
    new Uint8Array(content.length % 2),
  ];
  const webp = (...chunks: ArrayLike<number>[][]) => {
    const content = chunks.flat();
    const length = content.reduce((sum, part) => sum + part.length, 4);
    return [[...ascii('RIFF'), ...long(length).reverse(), ...ascii('WEBP')], ...content];
  };
  const [head, image] = [chunk('VP8X', [8, ...new Array(9).fill(0)]), chunk('VP8 ', IMAGE)];

  it('has its date behind the image, at an even place', async () => {
    expect(await dayOf(webp(head, image, chunk('EXIF', EXIF)))).toBe('2024-05-06');
    const odd = [chunk('ICCP', [1, 2, 3]), chunk('EXIF', EXIF)];
    expect(await dayOf(webp(head, ...odd, image))).toBe('2024-05-06');
  });

  it('has it also behind the signature that belongs into a JPEG', async () => {
    const exif = chunk('EXIF', [...ascii('Exif'), 0, 0, ...EXIF]);
    expect(await dayOf(webp(head, image, exif))).toBe('2024-05-06');
  });

  it('has none without that chunk, or where it is cut off', async () => {
    expect(await dayOf(webp(head, image))).toBeUndefined();
    expect(await dayOf(webp(head, image, chunk('EXIF', EXIF.slice(0, 30))))).toBeUndefined();
    expect(await dayOf(webp(head, image).slice(0, -2))).toBeUndefined();
    expect(await dayOf([ascii('RIFF....WEBPEXI')])).toBeUndefined();
  });

  it('has none, and is not read for ever, where that chunk holds another kind of file', async () => {
    const other = [...long(20), ...ascii('ftypavif'), ...long(0), ...ascii('avif')];
    const exif = chunk('EXIF', [...other, ...new Array(64).fill(0)]);
    expect(await dayOf(webp(head, image, exif))).toBeUndefined();
  });
});

// https://www.w3.org/TR/png-3/
describe('PNG', () => {
  const chunk = (name: string, content: ArrayLike<number>) => [
    [...long(content.length), ...ascii(name)],
    content,
    long(0),
  ];
  const png = (...chunks: ArrayLike<number>[][]) => [ascii('\x89PNG\r\n\x1a\n'), ...chunks.flat()];
  const [header, image] = [chunk('IHDR', new Uint8Array(13)), chunk('IDAT', IMAGE)];

  it('has its date before the image or behind it', async () => {
    expect(await dayOf(png(header, chunk('eXIf', EXIF), image))).toBe('2024-05-06');
    expect(await dayOf(png(header, image, chunk('eXIf', EXIF)))).toBe('2024-05-06');
    expect(await dayOf(png(header, image))).toBeUndefined();
  });
});

// ISO/IEC 14496-12 and 23008-12: an item of the kind Exif, and where in the file it lies.
describe('AVIF', () => {
  const box = (name: string, ...content: number[][]) => {
    const all = content.flat();
    return [...long(all.length + 8), ...ascii(name), ...all];
  };
  const brands = box('ftyp', ascii('avif'), long(0), ascii('avifmif1miaf'));
  const entry = box('infe', long(0x02000000), [0, 1, 0, 0], ascii('Exif'), [0]);
  const items = box('iinf', long(0), [0, 1], entry);
  const meta = (at: number) => {
    const place = [0, 1, 0, 0, 0, 1, ...long(at), ...long(EXIF.length + 4)];
    return box('meta', long(0), items, box('iloc', long(0), [0x44, 0, 0, 1], place));
  };
  const mediaAt = brands.length + meta(0).length + 8;

  it('has its date behind the image, with the rest of the file as the last box or not', async () => {
    const exif = [...long(0), ...EXIF];
    const length = IMAGE.length + exif.length + 8;
    for (const said of [length, 0]) {
      const media = [[...long(said), ...ascii('mdat')], IMAGE, exif];
      expect(await dayOf([brands, meta(mediaAt + IMAGE.length), ...media])).toBe('2024-05-06');
    }
  });

  it('has its date with other bytes behind the last box', async () => {
    const exif = [...long(0), ...EXIF];
    const media = [[...long(IMAGE.length + exif.length + 8), ...ascii('mdat')], IMAGE, exif];
    const file = [brands, meta(mediaAt + IMAGE.length), ...media];
    expect(await dayOf([...file, long(5), new Uint8Array(40)])).toBe('2024-05-06');
  });

  it('has none, and is not read for ever, where boxes have no length or are without number', async () => {
    expect(await dayOf([brands, new Uint8Array(5000)])).toBeUndefined();
    expect(await dayOf([brands, new Uint8Array(8)])).toBeUndefined();
    expect(await dayOf([brands, [...long(1), ...ascii('mdat'), ...new Array(64).fill(0)]])).toBe(
      undefined,
    );
    // 64 bits of which exifr reads a negative length.
    const long32 = [...long(1), ...ascii('free'), ...long(0), ...long(0xffffffe0)];
    expect(await dayOf([brands, meta(0), long32, new Array(64).fill(0)])).toBeUndefined();
    // Without the name of the first box, by which exifr does not look either.
    const nameless = brands.with(4, 0);
    expect(await dayOf([nameless, new Uint8Array(5000)])).toBeUndefined();
    const many = new Array(2000).fill(box('free')).flat();
    expect(await dayOf([brands, many, meta(0)])).toBeUndefined();
  });
});

describe('JPEG', () => {
  it('has its date in the first segments, whatever else is there', async () => {
    const bytes = jpegWithDate('2024:05:06 10:20:30');
    const comment = [0xff, 0xfe, 0xff, 0xff, ...new Uint8Array(65_533)];
    const later = [bytes.slice(0, 2), comment, bytes.slice(2), IMAGE];
    expect(await dayOf([bytes, IMAGE])).toBe('2024-05-06');
    expect(await dayOf(later)).toBe('2024-05-06');
  });
});
