import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import { CATALOGUE } from '../../domain/models/catalogue';
import { photoResnet } from '../../domain/models/photo-resnet';
import { hypothesesOf, withMirrored } from '../../domain/photo/hypotheses';
import { NO_ADJUSTMENTS } from '../../domain/photo/photo';
import { painted } from '../../domain/photo/testing';
import type { PhotoAnswer } from '../../protocol/inference';
import { decodePhoto } from './decode';
import { classify, openedNetwork } from './networks';
import { answerFrame, answerPhoto, garmentPixels, readPhoto, summarizePhoto } from './photo';
import { fakeBitmap, stubBrowser } from './testing';

vi.mock('./networks', () => ({
  classify: vi.fn(),
  openedNetwork: vi.fn(() => ({ spec: CATALOGUE['s3-cnn'], photoTemperature: 1 })),
}));
vi.mock('./decode', async (original) => {
  const real = await original<typeof import('./decode')>();
  return { ...real, decodePhoto: vi.fn() };
});

let photos = 0;
/** An id not used before. */
const newId = () => `photo ${photos++}`;
const FILE = new File(['x'], 'shirt.jpg');

beforeEach(() => {
  stubBrowser();
  vi.mocked(classify).mockReset().mockResolvedValue(new Float32Array(30).fill(0.1));
  vi.mocked(decodePhoto)
    .mockReset()
    .mockImplementation(async () => {
      const canvas = new OffscreenCanvas(60, 40).getContext('2d');
      if (!canvas) throw new Error('no canvas');
      const { data } = canvas.getImageData(0, 0, 60, 40);
      return { image: { width: 60, height: 40, data }, width: 3000, height: 2000 };
    });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const SOURCE = { file: FILE, packing: null };
const ask = (id: string, turns: 0 | 1 = 0) =>
  answerPhoto('network', id, SOURCE, { ...NO_ADJUSTMENTS, turns }, null);
const summarize = (id: string) => summarizePhoto('network', id, SOURCE, NO_ADJUSTMENTS, null);

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Memory that the worker hands over with an answer. */
const buffersOf = ({ prepared, probabilities }: PhotoAnswer) => [
  prepared.pixels.buffer,
  ...prepared.steps.map(({ image }) => image.data.buffer),
  ...(prepared.mask ? [prepared.mask.data.buffer] : []),
  probabilities.buffer,
];

describe('answerPhoto', () => {
  it('answers what the network says of the prepared photo', async () => {
    const answer = await ask(newId());
    expect(classify).toHaveBeenCalledExactlyOnceWith(
      'network',
      hypothesesOf(answer.prepared.pixels),
    );
    expect(answer.prepared.found).toBe(true);
    expect(answer.probabilities).toHaveLength(10);
    expect([answer.width, answer.height]).toEqual([3000, 2000]);
    expect(textOf(answer.thumbnail)).toBe('image/jpeg 96 x 64');
    expect(answer.milliseconds).toBeGreaterThan(0);
  });

  it('gives the mean over all variants of the picture', async () => {
    const one = (label: number) => Array.from({ length: 10 }, (_, at) => Number(at === label));
    const given = Float32Array.from([2, 5, 2].flatMap(one));
    vi.mocked(classify).mockResolvedValue(given);
    const { probabilities } = await ask(newId());
    expect(probabilities[2]).toBeCloseTo(2 / 3);
    expect(probabilities[5]).toBeCloseTo(1 / 3);
  });

  it('asks a network for colour photos about the photo and its mirror image, and gives the mean', async () => {
    const opened = { ...openedNetwork('network'), spec: photoResnet(32) };
    vi.mocked(openedNetwork).mockReturnValueOnce(opened).mockReturnValueOnce(opened);
    // Sure of the first class for one, and of the second for the other.
    vi.mocked(classify).mockResolvedValue(new Float32Array(24).fill(1, 0, 1).fill(1, 13, 14));
    const { prepared, probabilities } = await ask(newId());
    expect(classify).toHaveBeenCalledExactlyOnceWith('network', withMirrored(prepared.pixels, 32));
    expect([...probabilities]).toEqual([0.5, 0.5, ...new Array(10).fill(0)]);
  });

  it('decodes once, and can be asked again after everything was handed over', async () => {
    const id = newId();
    const first = await ask(id);
    const buffers = buffersOf(first);
    expect(new Set(buffers).size).toBe(8);
    const kept = first.prepared.pixels.slice();
    structuredClone(buffers, { transfer: buffers });
    const second = await ask(id);
    expect(second.prepared.pixels).toEqual(kept);
    const turned = await ask(id, 1);
    expect(textOf(turned.thumbnail)).toBe('image/jpeg 64 x 96');
    expect([turned.width, turned.height]).toEqual([3000, 2000]);
    expect(decodePhoto).toHaveBeenCalledOnce();
  });

  it('decodes once for two questions at a time', async () => {
    const id = newId();
    await Promise.all([ask(id), ask(id, 1)]);
    expect(decodePhoto).toHaveBeenCalledOnce();
  });

  it('keeps the eight photos used last', async () => {
    const ids = Array.from({ length: 8 }, newId);
    for (const id of ids) await ask(id);
    await ask(ids[0] as string);
    expect(decodePhoto).toHaveBeenCalledTimes(8);
    await ask(newId());
    await ask(ids[0] as string);
    expect(decodePhoto).toHaveBeenCalledTimes(9);
    await ask(ids[1] as string);
    expect(decodePhoto).toHaveBeenCalledTimes(10);
  });

  it('does not keep a refusal', async () => {
    const id = newId();
    const refusal = new AtelierError({
      code: 'photo-refused',
      file: 'shirt.jpg',
      fault: { code: 'damaged' },
    });
    vi.mocked(decodePhoto).mockRejectedValueOnce(refusal);
    await expect(ask(id)).rejects.toBe(refusal);
    expect((await ask(id)).prepared.found).toBe(true);
  });
});

describe('garmentPixels', () => {
  it('gives what a network of grey images would see, as adjusted, without asking any', async () => {
    const id = newId();
    const { prepared } = await ask(id, 1);
    vi.mocked(classify).mockClear();
    const adjustments = { ...NO_ADJUSTMENTS, turns: 1 as const };
    expect(await garmentPixels(id, SOURCE, adjustments)).toEqual(prepared.pixels);
    expect(await garmentPixels(id, SOURCE, NO_ADJUSTMENTS)).not.toEqual(prepared.pixels);
    expect(decodePhoto).toHaveBeenCalledTimes(1);
    expect(classify).not.toHaveBeenCalled();
  });
});

describe('summarizePhoto', () => {
  it('answers the same without the steps, and keeps nothing decoded', async () => {
    const id = newId();
    const { prepared, probabilities } = await ask(newId());
    const { pixels, found, thumbnail, ...summary } = await summarize(id);
    expect(summary.probabilities).toEqual(probabilities);
    expect([pixels, found]).toEqual([prepared.pixels, prepared.found]);
    expect(textOf(thumbnail)).toBe('image/jpeg 96 x 64');
    expect(decodePhoto).toHaveBeenCalledTimes(2);
    await summarize(id);
    expect(decodePhoto).toHaveBeenCalledTimes(3);
  });

  it('keeps the pixels of a colour network out of the list, and says how many bytes they were', async () => {
    const opened = { ...openedNetwork('network'), spec: photoResnet(32) };
    vi.mocked(openedNetwork).mockReturnValue(opened);
    const { pixels, inputBytes } = await summarize(newId());
    expect({ pixels, inputBytes }).toEqual({ pixels: null, inputBytes: 32 * 32 * 3 });
    vi.mocked(openedNetwork)
      .mockReset()
      .mockReturnValue({ ...opened, spec: CATALOGUE['s3-cnn'] });
    expect(await summarize(newId())).toMatchObject({ inputBytes: 784 });
  });

  it('counts the garments of a colour photo in the list as it does when the photo is open', async () => {
    const opened = { ...openedNetwork('network'), spec: photoResnet(32) };
    vi.mocked(openedNetwork).mockReturnValue(opened);
    const image = painted(200, 100, (x, y) =>
      y > 15 && y < 85 && (Math.abs(x - 55) < 45 || Math.abs(x - 160) < 20)
        ? [30 + (x % 9), 40, 90, 255]
        : [225 + (x % 9), 220, 210, 255],
    );
    vi.mocked(decodePhoto).mockImplementation(async () => ({ image, width: 200, height: 100 }));
    const one = (label: number) => Array.from({ length: 12 }, (_, at) => Number(at === label));
    // The whole leaves it open; then there are two parts.
    vi.mocked(classify).mockImplementation(async (_, { length }) =>
      Float32Array.from(length > 32 * 32 * 3 ? [one(3), one(5)].flat() : Array(12).fill(1 / 12)),
    );
    expect((await ask(newId())).prepared.garments).toBe(2);
    expect((await summarize(newId())).garments).toBe(2);
    vi.mocked(openedNetwork)
      .mockReset()
      .mockReturnValue({ ...opened, spec: CATALOGUE['s3-cnn'] });
  });

  it('reads a file once that was read a moment ago, and anew later', async () => {
    const read = vi.spyOn(FILE, 'arrayBuffer');
    const id = newId();
    expect((await readPhoto(id, SOURCE, false)).fingerprint).toHaveLength(64);
    await summarize(id);
    expect(read).toHaveBeenCalledTimes(1);
    await summarize(id);
    expect(read).toHaveBeenCalledTimes(2);
    read.mockRestore();
  });

  it('decodes a photo that is waited for while it is read, and no other', async () => {
    const [next, later] = [newId(), newId()];
    await readPhoto(next, SOURCE, true);
    expect(decodePhoto).toHaveBeenCalledTimes(1);
    await ask(next);
    expect(decodePhoto).toHaveBeenCalledTimes(1);
    await readPhoto(later, SOURCE, false);
    expect(decodePhoto).toHaveBeenCalledTimes(1);
  });

  it('tells of an awaited photo that is damaged when it is answered', async () => {
    vi.mocked(decodePhoto).mockRejectedValue(new Error('damaged'));
    const id = newId();
    await readPhoto(id, SOURCE, true);
    await expect(ask(id)).rejects.toThrow('damaged');
  });

  it('reads no large file before the one before it is decoded, also after one that failed', async () => {
    const steps: string[] = [];
    vi.mocked(decodePhoto).mockImplementation(async ({ name }) => {
      await new Promise((resolve) => setTimeout(resolve));
      steps.push(`${name} decoded`);
      throw new Error('damaged');
    });
    const largeSource = (name: string) => {
      const file = Object.defineProperty(new File(['GIF89a'], name), 'size', { value: 20_000_001 });
      file.arrayBuffer = async () => {
        steps.push(`${name} read`);
        return new ArrayBuffer(20_000_001);
      };
      return { file, packing: null };
    };
    const [a, b, c] = [largeSource('a'), largeSource('b'), largeSource('c')];
    await Promise.allSettled([
      summarizePhoto('network', newId(), a, NO_ADJUSTMENTS, null),
      readPhoto(newId(), b, false),
      summarizePhoto('network', newId(), c, NO_ADJUSTMENTS, null),
    ]);
    expect(steps).toEqual(['a read', 'a decoded', 'b read', 'c read', 'c decoded']);
  });
});

describe('answerFrame', () => {
  it('answers a frame at 256 pixels, and closes it', async () => {
    const frame = fakeBitmap(1280, 720);
    const { prepared, width, height } = await answerFrame('network', frame, NO_ADJUSTMENTS, null);
    const original = prepared.steps[0]?.image;
    expect([original?.width, original?.height]).toEqual([256, 144]);
    expect([width, height]).toEqual([1280, 720]);
    expect(frame.close).toHaveBeenCalledOnce();
    expect(decodePhoto).not.toHaveBeenCalled();
  });

  it('closes the frame when there is no network', async () => {
    const missing = new AtelierError({ code: 'network-missing', name: 'network' });
    vi.mocked(classify).mockRejectedValue(missing);
    const frame = fakeBitmap(64, 48);
    await expect(answerFrame('network', frame, NO_ADJUSTMENTS, null)).rejects.toBe(missing);
    expect(frame.close).toHaveBeenCalledOnce();
  });
});
