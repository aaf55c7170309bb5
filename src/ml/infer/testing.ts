/** What the tests of this folder share: a browser that decodes and draws, as far as they need one. */
import { type Mock, vi } from 'vitest';

/** A bitmap of these sides. */
export function fakeBitmap(width: number, height: number): ImageBitmap & { close: Mock } {
  return { width, height, close: vi.fn() };
}

/**
 * Puts `createImageBitmap` and `OffscreenCanvas` into place; a picture drawn is a dark square on a
 * pale ground. Undone by `vi.unstubAllGlobals`.
 */
export function stubBrowser(decoder: () => Promise<ImageBitmap> = async () => fakeBitmap(60, 40)): {
  decode: Mock;
} {
  const decode = vi.fn(decoder);
  vi.stubGlobal('createImageBitmap', decode);
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
  return { decode };
}

class FakeCanvas {
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
  }

  getContext() {
    return { drawImage() {}, getImageData: () => ({ data: this.#pixels() }) };
  }

  #pixels(): Uint8ClampedArray<ArrayBuffer> {
    const data = new Uint8ClampedArray(this.#width * this.#height * 4).fill(255);
    for (let pixel = 0; pixel < this.#width * this.#height; pixel++) {
      const x = (pixel % this.#width) / this.#width;
      const y = Math.floor(pixel / this.#width) / this.#height;
      const garment = x > 0.25 && x < 0.75 && y > 0.25 && y < 0.75;
      data.fill((garment ? 40 : 215) + (pixel % 9), pixel * 4, pixel * 4 + 3);
    }
    return data;
  }
}
