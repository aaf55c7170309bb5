import { afterEach, describe, expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import type { PhotoFault } from '../../domain/photo/fault';
import { decodePhoto } from './decode';
import { bitmapPixels } from './drawing';
import { openPhoto } from './open-photo';
import {
  bmp,
  exifPart,
  gif,
  heic,
  jpeg,
  jpegBegunWith,
  os2Bmp,
  png,
  webp,
} from './pictures-testing';
import { ascii, fakeBitmap, long, stubBrowser } from './testing';

const file = (bytes: ArrayLike<number>, name = 'photo.jpg') =>
  new File([Uint8Array.from(bytes)], name);
const text = (content: string) => file(new TextEncoder().encode(content), 'photo.png');

/** Opens and decodes a file. */
async function decoded(file: File) {
  return decodePhoto(await openPhoto({ file, packing: null }));
}

async function faultOf(photo: File): Promise<PhotoFault> {
  const thrown: unknown = await decoded(photo).catch((reason: unknown) => reason);
  if (!(thrown instanceof AtelierError)) throw new Error('not refused', { cause: thrown });
  if (thrown.failure.code !== 'photo-refused') throw thrown;
  expect(thrown.failure.file).toBe(photo.name);
  return thrown.failure.fault;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('decodePhoto, before anything is decoded', () => {
  /** The fault, having made sure that the browser was not asked. */
  async function undecoded(photo: File): Promise<PhotoFault> {
    const { decode } = stubBrowser();
    const fault = await faultOf(photo);
    expect(decode).not.toHaveBeenCalled();
    return fault;
  }

  it('refuses no bytes and too many', async () => {
    expect(await undecoded(file([]))).toEqual({ code: 'empty' });
    const huge = Object.defineProperty(file([1]), 'size', { value: 100_000_001 });
    expect(await undecoded(huge)).toEqual({
      code: 'file-too-large',
      bytes: 100_000_001,
      limit: 100_000_000,
    });
  });

  it.each([
    ['text', ascii('Dear Sir or Madam')],
    ['one byte', [7]],
    ['zeros, which could be TGA', new Array(200).fill(0)],
    ['the start of a JPEG marker', [0xff, 0xd8]],
    ['a page with a drawing in it', ascii('<html><svg width="9" height="9"></svg></html>')],
    ['a film', [...long(24), ...ascii('ftypisom'), ...long(0), ...ascii('isommp42')]],
    ['PDF', ascii('%PDF-1.7\n%')],
  ])('refuses %s', async (_, bytes) => {
    expect(await undecoded(file(bytes))).toEqual({ code: 'not-an-image' });
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"></svg>',
    '<svg>',
    '\ufeff<?xml version="1.0"?>\n<!-- a <b> -->\n<svg/>',
    ' \n\t<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY a "b">]>\n<SVG >',
    '<?xml version="1.0"?><?style x?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
    `<!--${' '.repeat(5000)}--><svg width="1" height="1">`,
  ])('refuses SVG: %s', async (content) => {
    expect(await undecoded(text(content))).toEqual({ code: 'svg' });
  });

  it('refuses SVG in UTF-16', async () => {
    const bytes = [0xff, 0xfe, ...ascii('<svg/>').flatMap((code) => [code, 0])];
    expect(await undecoded(file(bytes))).toEqual({ code: 'svg' });
  });

  it.each([
    ['JPEG', jpeg(40, 30, { end: false })],
    ['PNG', png(40, 30, false)],
    ['PNG within a chunk', png(40, 30).slice(0, -6)],
    ['GIF', gif(false)],
    ['GIF filled with zeros', [...gif(true).slice(0, -4), ...new Array(99).fill(0)]],
    ['WebP', webp(1)],
    ['BMP', bmp(1)],
    ['JPEG within its header', jpeg(40, 30).slice(0, 20)],
    ['JPEG filled with zeros', [...jpeg(40, 30).slice(0, 20), ...new Array(99).fill(0)]],
    ['animated AVIF within its header', heic('avis', 40, 30).slice(0, 60)],
    ['PNG within its header', png(40, 30).slice(0, 15)],
  ])('refuses a %s that is cut off', async (_, bytes) => {
    expect(await undecoded(file(bytes))).toEqual({ code: 'damaged' });
  });

  it('refuses too many pixels, and too few', async () => {
    expect(await undecoded(file(png(8001, 8000)))).toEqual({
      code: 'too-many-pixels',
      megapixels: 64.008,
      limit: 64,
    });
    const small = { code: 'too-small', width: 7, height: 90, minimum: 8 };
    expect(await undecoded(file(png(7, 90)))).toEqual(small);
    // Seen upright.
    expect(await undecoded(file(jpeg(90, 7, { orientation: 6 })))).toEqual(small);
    expect((await undecoded(file(heic('avis', 8001, 8000)))).code).toBe('too-many-pixels');
    expect((await undecoded(file(png(0xffffffff, 0xffffffff)))).code).toBe('too-many-pixels');
  });

  it('refuses a picture of a foreign kind whose size it cannot read', async () => {
    const bytes = heic('heic', 40, 30).slice(0, 40);
    expect(await undecoded(file(bytes))).toEqual({ code: 'format', format: 'heic' });
  });
});

describe('decodePhoto', () => {
  it.each([
    ['JPEG', jpeg(40, 30)],
    ['JPEG with a film behind it', [...jpeg(40, 30), ...heic('isom', 9, 9)]],
    ['PNG', png(40, 30)],
    [
      'JPEG whose EXIF is a bare header',
      jpegBegunWith(...exifPart(...ascii('II*'), 0, 8, 0, 0, 0)),
    ],
    [
      'JPEG whose EXIF claims more than it has',
      jpegBegunWith(
        ...exifPart(...ascii('MM'), 0, 42, ...long(8), 0, 9, 0, 1, 0, 3, ...long(1), ...long(0)),
      ),
    ],
    [
      'JPEG with bytes to fill up before a marker',
      jpegBegunWith(0xff, 0xff, 0xff, 0xe0, 0, 4, 1, 2),
    ],
    ['GIF', gif(true)],
    ['GIF with a line feed behind it', [...gif(true), 10]],
    ['WebP', webp(0)],
    ['BMP', bmp(0)],
    ['BMP of OS/2', os2Bmp],
    ['animated AVIF', heic('avis', 40, 30)],
    ['PNG of exactly 64 megapixels', png(8000, 8000)],
    ['AVIF', heic('avif', 40, 30)],
  ])('has the browser decode a %s, upright', async (_, bytes) => {
    const bitmap = fakeBitmap(30, 40);
    const { decode } = stubBrowser(async () => bitmap);
    const photo = file(bytes, 'anything.txt');
    const { image, width, height } = await decoded(photo);
    expect(decode).toHaveBeenCalledWith(photo, { imageOrientation: 'from-image' });
    expect([width, height, image.width, image.height]).toEqual([30, 40, 30, 40]);
    expect(image.data).toHaveLength(30 * 40 * 4);
    expect(bitmap.close).toHaveBeenCalledOnce();
  });

  it('has the browser decode the bytes of what was unpacked', async () => {
    const { decode } = stubBrowser();
    const bytes = Uint8Array.from(png(40, 30));
    await decodePhoto({ name: 'in.zip', bytes, stored: null });
    const blob: Blob = decode.mock.calls[0]?.[0];
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
  });

  it('scales a large photo down to 512 pixels, and tells its own sides', async () => {
    stubBrowser(async () => fakeBitmap(4000, 3000));
    const { image, width, height } = await decoded(file(png(4000, 3000)));
    expect([width, height, image.width, image.height]).toEqual([4000, 3000, 512, 384]);
  });

  it.each([
    ['wide', jpeg(4000, 3000), { resizeWidth: 512 }, [512, 384], [4000, 3000]],
    ['tall', jpeg(3000, 4000), { resizeHeight: 512 }, [384, 512], [3000, 4000]],
    [
      'turned',
      jpeg(4000, 3000, { orientation: 6 }),
      { resizeHeight: 512 },
      [384, 512],
      [3000, 4000],
    ],
  ])(
    'has the browser scale a %s JPEG down as it decodes it',
    async (_, bytes, side, small, full) => {
      const bitmap = fakeBitmap(small[0] as number, small[1] as number);
      const { decode } = stubBrowser(async () => bitmap);
      const { image, width, height } = await decoded(file(bytes));
      const options = { imageOrientation: 'from-image', resizeQuality: 'high', ...side };
      expect(decode).toHaveBeenCalledWith(expect.any(File), options);
      expect([image.width, image.height]).toEqual(small);
      expect([width, height]).toEqual(full);
    },
  );

  it('has one photo at a time decoded at its full size, also after one that failed', async () => {
    let [under, most, calls] = [0, 0, 0];
    stubBrowser(async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve));
      under--;
      if (++calls === 1) throw new DOMException('no', 'InvalidStateError');
      return fakeBitmap(40, 30);
    });
    const ends = await Promise.allSettled([1, 2, 3].map(() => decoded(file(png(40, 30)))));
    expect(most).toBe(1);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it.each([
    ['heic', heic('heic', 40, 30)],
    ['heif', heic('mif1', 40, 30)],
    // Both sides 8 x (1 + 4), in five bits each.
    ['jxl', [0xff, 0x0a, 0x09, 0x08, ...new Array(30).fill(0)]],
    ['psd', [...ascii('8BPS'), 0, 1, ...new Array(8).fill(0), ...long(30), ...long(40), 0, 8]],
  ])('names the kind that this browser does not decode: %s', async (format, bytes) => {
    stubBrowser(() => Promise.reject(new DOMException('no', 'InvalidStateError')));
    expect(await faultOf(file(bytes))).toEqual({ code: 'format', format });
  });

  it.each([
    ['JPEG', jpeg(40, 30)],
    ['PNG', png(40, 30)],
    ['AVIF', heic('avif', 40, 30)],
  ])('calls a %s damaged that every browser should decode', async (_, bytes) => {
    stubBrowser(() => Promise.reject(new DOMException('no', 'InvalidStateError')));
    expect(await faultOf(file(bytes))).toEqual({ code: 'damaged' });
  });

  it('says that a file went away after it was chosen', async () => {
    stubBrowser();
    const gone = file(png(40, 30));
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    expect(await faultOf(gone)).toEqual({ code: 'unreadable' });
  });

  it('closes the bitmap when its pixels cannot be read', async () => {
    const bitmap = fakeBitmap(40, 30);
    stubBrowser(async () => bitmap);
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => null;
      },
    );
    // The canvas is kept from photo to photo: a fresh module has none yet.
    vi.resetModules();
    const fresh = await import('./decode');
    const photo = await openPhoto({ file: file(png(40, 30)), packing: null });
    await expect(fresh.decodePhoto(photo)).rejects.toThrow('no 2d canvas');
    expect(bitmap.close).toHaveBeenCalledOnce();
  });
});

describe('bitmapPixels', () => {
  it('never enlarges', () => {
    stubBrowser();
    const { width, height } = bitmapPixels(fakeBitmap(100, 20), 256);
    expect([width, height]).toEqual([100, 20]);
  });
});
