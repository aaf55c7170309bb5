import { afterEach, describe, expect, it, type Mock, vi } from 'vitest';
import { PATIENCE_SECONDS } from '../../domain/intake/deadline';
import { decodePhoto } from './decode';
import { jpeg, png } from './pictures-testing';
import { scaledSides } from './scaled-jpeg';
import { fakeBitmap, stubBrowser } from './testing';
import { decodesUpright } from './upright-decoder';

vi.mock('./upright-decoder', () => ({ decodesUpright: vi.fn(async () => true) }));

afterEach(() => {
  vi.unstubAllGlobals();
});

/** What a decoder was asked for, and whether it was closed. */
const asked: { options: ImageDecoderInit; close: Mock }[] = [];

/** A browser whose decoder gives a frame, once `work` is done. */
function stubDecoder(work: () => Promise<unknown> = async () => {}) {
  asked.length = 0;
  const frame = { close: vi.fn() };
  class FakeDecoder {
    close = vi.fn();

    constructor(options: ImageDecoderInit) {
      asked.push({ options, close: this.close });
    }

    async decode() {
      await work();
      return { image: frame, complete: true };
    }
  }
  vi.stubGlobal('ImageDecoder', FakeDecoder);
  return frame;
}

const photo = (bytes: number[]) => ({
  name: 'photo.jpg',
  bytes: Uint8Array.from(bytes),
  stored: null,
});

describe('scaledSides', () => {
  it.each([
    ['an eighth', 8000, 6000, 1000, 750],
    ['an eighth, just', 4096, 3072, 512, 384],
    ['a quarter', 4000, 3000, 1000, 750],
    ['a quarter of a tall photo, rounded up', 1537, 2049, 385, 513],
    ['a half', 1024, 600, 512, 300],
  ])('asks for %s', (_, width, height, ...sides) => {
    expect(scaledSides({ width, height }, 512)).toEqual({ width: sides[0], height: sides[1] });
  });

  it('asks for nothing smaller where less than half would be too small', () => {
    expect(scaledSides({ width: 1023, height: 600 }, 512)).toBeNull();
    expect(scaledSides({ width: 80, height: 60 }, 512)).toBeNull();
  });
});

describe('a large JPEG', () => {
  it('is decoded at a quarter of its size, and scaled from there; nothing stays open', async () => {
    const frame = stubDecoder();
    const bitmap = fakeBitmap(1000, 750);
    const { decode } = stubBrowser(async () => bitmap);
    const { image, width, height } = await decodePhoto(photo(jpeg(4000, 3000)));
    expect(asked[0]?.options).toMatchObject({
      ...{ type: 'image/jpeg', desiredWidth: 1000, desiredHeight: 750 },
      data: photo(jpeg(4000, 3000)).bytes,
    });
    expect(decode).toHaveBeenCalledExactlyOnceWith(frame);
    expect([width, height, image.width, image.height]).toEqual([4000, 3000, 512, 384]);
    for (const { close } of [asked[0], frame, bitmap].flatMap((one) => one ?? [])) {
      expect(close).toHaveBeenCalledOnce();
    }
  });

  it('held sideways is asked for upright', async () => {
    stubDecoder();
    stubBrowser(async () => fakeBitmap(750, 1000));
    const { width, height } = await decodePhoto(photo(jpeg(4000, 3000, { orientation: 6 })));
    expect(asked[0]?.options).toMatchObject({ desiredWidth: 750, desiredHeight: 1000 });
    expect([width, height]).toEqual([3000, 4000]);
  });

  it('is decoded the usual way where the decoder would leave it lying on its side', async () => {
    stubDecoder();
    vi.mocked(decodesUpright).mockResolvedValueOnce(false);
    const { decode } = stubBrowser(async () => fakeBitmap(384, 512));
    await decodePhoto(photo(jpeg(4000, 3000, { orientation: 6 })));
    expect(asked).toEqual([]);
    expect(decode).toHaveBeenCalledExactlyOnceWith(
      expect.any(Blob),
      expect.objectContaining({ imageOrientation: 'from-image', resizeHeight: 512 }),
    );
  });

  it.each([
    // What phones take comes beside each other, larger ones would be hundreds of megabytes.
    ['of 12 megapixels are decoded together', 4000, 2],
    ['of 48 megapixels are decoded one at a time', 8000, 1],
  ])('two %s', async (_, width, together) => {
    let [under, most] = [0, 0];
    stubDecoder(async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve));
      under--;
    });
    stubBrowser(async () => fakeBitmap(1000, 750));
    const large = photo(jpeg(width, (width * 3) / 4));
    await Promise.all([decodePhoto(large), decodePhoto(large)]);
    expect(most).toBe(together);
  });

  it('that is never decoded leaves nothing open once it is refused', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    stubDecoder(() => new Promise(() => {}));
    stubBrowser();
    const stuck = decodePhoto(photo(jpeg(4000, 3000))).catch((reason: unknown) => reason);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(PATIENCE_SECONDS * 1000);
    expect(await stuck).toMatchObject({ failure: { fault: { code: 'too-slow' } } });
    expect(asked[0]?.close).toHaveBeenCalled();
    vi.useRealTimers();
  });

  it('is decoded the usual way where the decoder fails, which says what is wrong with it', async () => {
    stubDecoder();
    vi.stubGlobal(
      'ImageDecoder',
      class {
        constructor() {
          throw new TypeError('no');
        }
      },
    );
    stubBrowser(() => Promise.reject(new DOMException('no', 'InvalidStateError')));
    await expect(decodePhoto(photo(jpeg(4000, 3000)))).rejects.toMatchObject({
      failure: { code: 'photo-refused', fault: { code: 'damaged' } },
    });
  });
});

it('leaves other kinds, and small JPEGs, to the usual way', async () => {
  stubDecoder();
  const { decode } = stubBrowser(async () => fakeBitmap(400, 300));
  await decodePhoto(photo(png(4000, 3000)));
  await decodePhoto(photo(jpeg(400, 300)));
  expect(asked).toEqual([]);
  expect(decode).toHaveBeenCalledTimes(2);
});
