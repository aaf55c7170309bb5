import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { jpegSides } from './jpeg-file';
import { jpeg } from './pictures-testing';

const SIDE = 16;
/** What decoders were given. */
const given: Uint8Array[] = [];
let open = 0;

/** A browser that draws a picture with one dark quarter, wherever its decoder leaves that; null: it has no decoder. */
function stubBrowser(dark: { x: number; y: number } | null, decode = async () => {}) {
  class Canvas {
    width = 0;
    height = 0;
    getContext() {
      const isDark = (at: number) =>
        Math.floor((at % SIDE) / 8) === dark?.x && Math.floor(at / SIDE / 8) === dark.y;
      const data = Array.from({ length: SIDE * SIDE * 4 }, (_, at) =>
        isDark(Math.floor(at / 4)) ? 9 : 250,
      );
      return { canvas: this, fillRect() {}, drawImage() {}, getImageData: () => ({ data }) };
    }
    async convertToBlob() {
      // Without the EXIF part that it has: browsers write none.
      const whole = jpeg(SIDE, SIDE * 2);
      return new Blob([Uint8Array.from([0xff, 0xd8, ...whole.slice(4 + (whole[5] ?? 0))])]);
    }
  }
  class Decoder {
    constructor({ data }: { data: Uint8Array }) {
      given.push(data);
      open++;
    }
    async decode() {
      await decode();
      open++;
      return { image: { close: () => open-- } };
    }
    close() {
      open--;
    }
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('createImageBitmap', async () => {
    open++;
    return { width: SIDE, height: SIDE, close: () => open-- };
  });
  if (dark) vi.stubGlobal('ImageDecoder', Decoder);
}

let decodesUpright: typeof import('./upright-decoder').decodesUpright;
beforeEach(async () => {
  given.length = 0;
  open = 0;
  vi.resetModules();
  ({ decodesUpright } = await import('./upright-decoder'));
});
afterEach(() => {
  expect(open).toBe(0);
  vi.unstubAllGlobals();
});

it('is so where the first stored quarter comes out last', async () => {
  stubBrowser({ x: 1, y: 1 });
  expect(await decodesUpright()).toBe(true);
  // Found out once.
  expect(await decodesUpright()).toBe(true);
  expect(given).toHaveLength(1);
  // The picture does say that it lies on its side: our own reader has its sides the other way around.
  expect(jpegSides(given[0] as Uint8Array)).toEqual({ width: SIDE * 2, height: SIDE });
});

it.each([
  ['as it is stored', { x: 0, y: 0 }],
  ['turned, but not mirrored', { x: 0, y: 1 }],
  ['turned the other way', { x: 1, y: 0 }],
])('is not so where it comes out %s', async (_, dark) => {
  stubBrowser(dark);
  expect(await decodesUpright()).toBe(false);
});

it('is not so where there is no decoder, or none for JPEG', async () => {
  stubBrowser(null);
  expect(await decodesUpright()).toBe(false);
  vi.resetModules();
  stubBrowser({ x: 1, y: 1 }, () => Promise.reject(new DOMException('no', 'NotSupportedError')));
  expect(await (await import('./upright-decoder')).decodesUpright()).toBe(false);
});
