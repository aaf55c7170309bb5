/** What the tests of this folder share: a browser that decodes and draws, as far as they need one. */
import { type Mock, vi } from 'vitest';

/** A bitmap of these sides. */
export function fakeBitmap(width: number, height: number): ImageBitmap & { close: Mock } {
  return { width, height, close: vi.fn() };
}

/**
 * Puts `createImageBitmap`, `OffscreenCanvas` and `ImageData` into place; a picture drawn is a dark square on a
 * pale ground. Undone by `vi.unstubAllGlobals`.
 */
export function stubBrowser(decoder: () => Promise<ImageBitmap> = async () => fakeBitmap(60, 40)): {
  decode: Mock;
} {
  const decode = vi.fn(decoder);
  vi.stubGlobal('createImageBitmap', decode);
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
  vi.stubGlobal('ImageData', class {});
  return { decode };
}

class FakeCanvas {
  width: number;
  height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  getContext() {
    return {
      canvas: this,
      drawImage() {},
      putImageData() {},
      getImageData: () => ({ data: this.#pixels() }),
    };
  }

  /** A file that says what it is. */
  async convertToBlob({ type }: { type: string }): Promise<Blob> {
    return new Blob([`${type} ${this.width} x ${this.height}`]);
  }

  #pixels(): Uint8ClampedArray<ArrayBuffer> {
    const data = new Uint8ClampedArray(this.width * this.height * 4).fill(255);
    for (let pixel = 0; pixel < this.width * this.height; pixel++) {
      const x = (pixel % this.width) / this.width;
      const y = Math.floor(pixel / this.width) / this.height;
      const garment = x > 0.25 && x < 0.75 && y > 0.25 && y < 0.75;
      data.fill((garment ? 40 : 215) + (pixel % 9), pixel * 4, pixel * 4 + 3);
    }
    return data;
  }
}

/** Which tag of EXIF holds a date. */
type DateTag = 'DateTimeOriginal' | 'DateTimeDigitized';

/** The markers of a JPEG without an image, with an EXIF part that holds a date. */
export function jpegWithDate(date: string, tag?: DateTag): Uint8Array<ArrayBuffer> {
  const exif = [...ascii('Exif'), 0, 0, ...exifWithDate(date, tag)];
  const head = [0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif];
  return Uint8Array.from([...head, 0xff, 0xd9]);
}

/**
 * An EXIF part that holds a date (EXIF 2.32: IFD0 points by tag 8769 to the EXIF IFD, which has tag 9003 or
 * 9004).
 */
export function exifWithDate(date: string, tag: DateTag = 'DateTimeOriginal'): number[] {
  const value = [...ascii(date), 0];
  const pointer = [0, 1, 0x87, 0x69, 0, 4, ...long(1), ...long(26), ...long(0)];
  const number = [0x90, tag === 'DateTimeOriginal' ? 0x03 : 0x04];
  const entry = [0, 1, ...number, 0, 2, ...long(value.length), ...long(44), ...long(0)];
  return [...ascii('MM'), 0, 42, ...long(8), ...pointer, ...entry, ...value];
}

/** Bytes of a text. */
export function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

/** The four bytes of a number, the high one first. */
export function long(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}
