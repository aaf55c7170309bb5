import { beforeEach, describe, expect, it, vi } from 'vitest';
import { photoResnet } from '../../domain/models/photo-resnet';
import { outputOf, PHOTO_CATEGORIES, type PhotoCategory } from '../../domain/photo/categories';
import { NO_ADJUSTMENTS, type PhotoAdjustments, type PixelImage } from '../../domain/photo/photo';
import { preparePhotoFor } from '../../domain/photo/prepare-for';
import { painted } from '../../domain/photo/testing';
import { withGarments } from './garments';
import { classify, openedNetwork } from './networks';

vi.mock('./networks', () => ({ classify: vi.fn(), openedNetwork: vi.fn() }));

const SIDE = 32;
const OPEN = {
  spec: photoResnet(SIDE),
  seed: 0,
  temperature: 1,
  photoTemperature: 1,
  weights: [],
};

/** A blue jacket and red trousers beside it on a pale floor, 200 x 100. */
const TWO: PixelImage = painted(200, 100, (x, y) => {
  const grain = (x * 7 + y * 13) % 12;
  if (x >= 10 && x < 100 && y >= 15 && y < 85) return [30, 40, 150 + grain, 255];
  if (x >= 140 && x < 180 && y >= 20 && y < 80) return [150 + grain, 30, 40, 255];
  return [225 + grain, 220 + grain, 210 + grain, 255];
});

function answer(category: PhotoCategory, share: number): number[] {
  const others = (1 - share) / (PHOTO_CATEGORIES.length - 1);
  return PHOTO_CATEGORIES.map((_, label) => (label === outputOf(category) ? share : others));
}

/** What the network was shown: whether blue or red prevails in each picture. */
function shown(): string[] {
  const [, pixels] = vi.mocked(classify).mock.lastCall ?? [];
  const bytes = SIDE * SIDE * 3;
  return Array.from({ length: (pixels?.length ?? 0) / bytes }, (_, at) => {
    const own = [...(pixels?.subarray(at * bytes, (at + 1) * bytes) ?? [])];
    const sum = (channel: number) =>
      own.reduce((all, v, i) => all + (i % 3 === channel ? v : 0), 0);
    return sum(2) > sum(0) ? 'blue' : 'red';
  });
}

/** Garments counted where the parts are answered so, the larger first. */
async function count(
  whole: number[],
  parts: number[][] = [],
  adjustments: PhotoAdjustments = NO_ADJUSTMENTS,
): Promise<number> {
  vi.mocked(classify).mockResolvedValue(Float32Array.from(parts.flat()));
  const prepared = preparePhotoFor(OPEN.spec, TWO, adjustments);
  return (await withGarments('photo', prepared, whole)).garments;
}

const UNSURE = answer('Outerwear', 0.7);

beforeEach(() => {
  vi.mocked(classify).mockReset();
  vi.mocked(openedNetwork)
    .mockReset()
    .mockReturnValue(OPEN as unknown as ReturnType<typeof openedNetwork>);
});

describe('withGarments', () => {
  it('asks about each part that stands apart', async () => {
    expect(await count(UNSURE, [answer('Outerwear', 0.9), answer('Trousers', 0.6)])).toBe(2);
    expect(classify).toHaveBeenCalledOnce();
    expect(shown()).toEqual(['blue', 'red']);
  });

  it('counts one where the parts are of one category', async () => {
    expect(await count(UNSURE, [answer('Shoes', 0.9), answer('Shoes', 0.6)])).toBe(1);
    expect(classify).toHaveBeenCalledOnce();
  });

  it('asks nothing more where the answer to the whole is nearly certain', async () => {
    expect(await count(answer('Outerwear', 0.97))).toBe(1);
    expect(classify).not.toHaveBeenCalled();
  });

  it('asks nothing more where the part that a person chose shows one', async () => {
    const crop = { left: 0, top: 0, width: 0.6, height: 1 };
    expect(await count(UNSURE, [], { ...NO_ADJUSTMENTS, crop })).toBe(1);
    expect(classify).not.toHaveBeenCalled();
  });

  it('leaves all else of the photo as it was', async () => {
    vi.mocked(classify).mockResolvedValue(
      Float32Array.from([...answer('Shirt', 0.9), ...answer('Hat', 0.9)]),
    );
    const prepared = preparePhotoFor(OPEN.spec, TWO, NO_ADJUSTMENTS);
    const counted = await withGarments('photo', prepared, UNSURE);
    expect(counted).toEqual({ ...prepared, garments: 2 });
    expect(counted.pixels).toBe(prepared.pixels);
  });
});
