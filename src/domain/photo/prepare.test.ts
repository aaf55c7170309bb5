import { describe, expect, it } from 'vitest';
import { mix } from '../random';
import {
  NO_ADJUSTMENTS,
  PHOTO_STEPS,
  type PhotoAdjustments,
  type PixelImage,
  type PreparedPhoto,
  WHOLE,
} from './photo';
import { preparePhoto } from './prepare';
import { type Color, painted, reds, shade } from './testing';

/** A floor of uneven brown. */
function floor(x: number, y: number): Color {
  const grain = (mix(x, y) % 40) - 20;
  return [150 + grain, 110 + grain, 70 + grain, 255];
}

/** A garment of one colour, with a little weave, on the floor: a box of pixels. */
function scene(
  [width, height]: [number, number],
  [left, top, right, bottom]: [number, number, number, number],
  [red, green, blue]: [number, number, number] = [40, 60, 120],
): PixelImage {
  return painted(width, height, (x, y) => {
    if (x < left || x >= right || y < top || y >= bottom) return floor(x, y);
    const weave = mix(x, y, 5) % 10;
    return [red + weave, green + weave, blue + weave, 255];
  });
}

function stepOf({ steps }: PreparedPhoto, name: string): PixelImage {
  const step = steps.find((candidate) => candidate.step === name);
  if (!step) throw new Error(`no step ${name}`);
  return step.image;
}

/** Smallest box of pixels that are not black: left, top, right, bottom (both inclusive). */
function extent(pixels: Uint8Array): number[] {
  const xs: number[] = [];
  const ys: number[] = [];
  pixels.forEach((value, at) => {
    if (value === 0) return;
    xs.push(at % 28);
    ys.push(Math.floor(at / 28));
  });
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

describe('preparePhoto', () => {
  it('finds a garment on a textured floor: overlap above 0.95', () => {
    const prepared = preparePhoto(scene([240, 180], [60, 30, 170, 150]), NO_ADJUSTMENTS);
    expect(prepared.found).toBe(true);
    const { crop } = prepared;
    const garment = reds(stepOf(prepared, 'garment'));
    const { width } = stepOf(prepared, 'garment');
    const [left, top] = [Math.round(crop.left * 240), Math.round(crop.top * 180)];
    let both = 0;
    let either = 110 * 120;
    garment.forEach((value, at) => {
      if (value === 0) return;
      const x = left + (at % width);
      const y = top + Math.floor(at / width);
      const inside = x >= 60 && x < 170 && y >= 30 && y < 150;
      if (inside) both++;
      else either++;
    });
    expect(both / either).toBeGreaterThan(0.95);
  });

  it('shows every step, each in memory of its own', () => {
    const photo = scene([120, 90], [30, 20, 80, 70]);
    const before = photo.data.slice();
    const { steps, pixels } = preparePhoto(photo, NO_ADJUSTMENTS);
    expect(steps.map(({ step }) => step)).toEqual([...PHOTO_STEPS]);
    const buffers = [
      photo.data.buffer,
      pixels.buffer,
      ...steps.map(({ image }) => image.data.buffer),
    ];
    expect(new Set(buffers).size).toBe(7);
    for (const { image } of steps) {
      expect(image.data.byteLength).toBe(image.width * image.height * 4);
      expect(image.data.buffer.byteLength).toBe(image.data.byteLength);
      expect(image.data.filter((_, at) => at % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    }
    expect(reds(steps[4]?.image as PixelImage)).toEqual([...pixels]);
    expect(photo.data).toEqual(before);
  });

  // Pictures that are looked at as they are, not in a small copy: boxes are exact.
  it.each([
    // 20 x 60 becomes 9 x 28: of the 19 columns left, 9 lie before it.
    ['tall', [30, 15, 50, 75], [9, 0, 17, 27]],
    // 80 x 20 becomes 28 x 7.
    ['wide', [20, 40, 100, 60], [0, 10, 27, 16]],
    ['square', [40, 25, 80, 65], [0, 0, 27, 27]],
  ] as const)('fits a %s garment into 28 x 28, centred', (_, box, expected) => {
    const { pixels, found } = preparePhoto(scene([120, 90], [...box]), NO_ADJUSTMENTS);
    expect(found).toBe(true);
    expect(extent(pixels)).toEqual(expected);
  });

  it('says where the network’s picture lies on the crop', () => {
    // 20 x 60 becomes 9 x 28, 9 columns from the left: a column is 20 / 9 pixels, a row 60 / 28.
    const prepared = preparePhoto(scene([120, 90], [30, 15, 50, 75]), NO_ADJUSTMENTS);
    const { width, height } = stepOf(prepared, 'crop');
    const [left, top] = [30 - prepared.crop.left * 120, 15 - prepared.crop.top * 90];
    expect(prepared.view.left * width).toBeCloseTo(left - 9 * (20 / 9), 6);
    expect(prepared.view.width * width).toBeCloseTo(28 * (20 / 9), 6);
    expect(prepared.view.top * height).toBeCloseTo(top, 6);
    expect(prepared.view.height * height).toBeCloseTo(60, 6);
    // Without a garment all of a wide picture: 28 x 14, with 7 rows of black above and below.
    const flat = preparePhoto(
      painted(64, 32, () => shade(9)),
      NO_ADJUSTMENTS,
    );
    expect(flat.view).toEqual({ left: 0, top: -0.5, width: 1, height: 2 });
  });

  it('turns before anything else', () => {
    const photo = scene([160, 120], [60, 10, 90, 110]);
    const prepared = preparePhoto(photo, { ...NO_ADJUSTMENTS, turns: 1 });
    const original = stepOf(prepared, 'original');
    expect([original.width, original.height]).toEqual([120, 160]);
    const [left, , right] = extent(prepared.pixels) as [number, number, number, number];
    expect([left, right]).toEqual([0, 27]);
  });

  it('counts the garments that it finds', () => {
    const count = (...boxes: [number, number, number, number][]) => {
      const parts = boxes.map((box) => scene([240, 120], box));
      const photo = painted(240, 120, (x, y) => {
        const at = boxes.findIndex(([left, , right]) => x >= left - 5 && x < right + 5);
        const { data } = parts[Math.max(0, at)] as PixelImage;
        return [...data.subarray((y * 240 + x) * 4, (y * 240 + x) * 4 + 4)] as unknown as Color;
      });
      return preparePhoto(photo, NO_ADJUSTMENTS).garments;
    };
    expect(count([80, 20, 160, 100])).toBe(1);
    // A pair, and a garment beside a smaller one.
    expect(count([30, 20, 80, 100], [150, 25, 200, 95])).toBe(1);
    expect(count([20, 10, 120, 110], [170, 40, 210, 90])).toBe(2);
    const flat = painted(64, 64, () => shade(90));
    expect(preparePhoto(flat, NO_ADJUSTMENTS).garments).toBe(0);
  });

  it('looks only at the adjusted part', () => {
    // A large garment to the left and a small one to the right.
    const large = scene([240, 120], [10, 10, 110, 110]);
    const both = painted(240, 120, (x, y) => {
      const small = x >= 170 && x < 190 && y >= 40 && y < 80;
      const at = (y * 240 + x) * 4;
      return small ? [20, 90, 30, 255] : ([...large.data.subarray(at, at + 4)] as unknown as Color);
    });
    const crop = { left: 0.6, top: 0.2, width: 0.3, height: 0.6 };
    const prepared = preparePhoto(both, { ...NO_ADJUSTMENTS, crop });
    expect(prepared.found).toBe(true);
    expect(prepared.crop.left).toBeCloseTo(0.6, 10);
    expect(prepared.crop.width).toBeCloseTo(0.3, 10);
    const part = stepOf(prepared, 'crop');
    expect([part.width, part.height]).toEqual([72, 72]);
    expect(extent(prepared.pixels)).toEqual([7, 0, 20, 27]);
    // Green 20, 90, 30 is grey 62.
    expect(reds(stepOf(prepared, 'grey'))[36 * 72 + 36]).toBe(62);
  });

  it('rotates before it looks for the garment', () => {
    // A bar that leans by 20 degrees to the left becomes upright again.
    const upright = scene([160, 160], [60, 20, 100, 140]);
    const { mask } = preparePhoto(upright, { ...NO_ADJUSTMENTS, rotation: -20 });
    const leaning = preparePhoto(upright, { ...NO_ADJUSTMENTS, rotation: -20 }).steps[0]?.image;
    const again = preparePhoto(leaning as PixelImage, { ...NO_ADJUSTMENTS, rotation: 20 });
    const [wide, narrow] = [mask?.width ?? 0, again.mask?.width ?? 0];
    expect(wide).toBeGreaterThan(70);
    expect(narrow).toBeLessThan(60);
  });

  it('uses the whole part when told to keep the background', () => {
    const photo = scene([120, 90], [30, 20, 80, 70]);
    const kept = preparePhoto(photo, { ...NO_ADJUSTMENTS, background: 'keep' });
    expect(kept).toMatchObject({ found: true, garments: 0, mask: null, crop: WHOLE });
    expect(reds(stepOf(kept, 'garment')).every((value) => value > 0)).toBe(true);
    const crop = { left: 0.25, top: 0, width: 0.5, height: 1 };
    const part = preparePhoto(photo, { ...NO_ADJUSTMENTS, background: 'keep', crop });
    expect([stepOf(part, 'crop').width, part.mask]).toEqual([60, null]);
  });

  it('follows marks: what they say is garment or background is, wherever the frame is', () => {
    // A blue garment, which is wanted, and a green one.
    const [left, right] = [
      scene([240, 120], [20, 20, 90, 100]),
      scene([240, 120], [150, 20, 220, 100], [30, 120, 60]),
    ];
    const photo = painted(240, 120, (x, y) => {
      const { data } = (x < 120 ? left : right) as PixelImage;
      return [...data.subarray((y * 240 + x) * 4, (y * 240 + x) * 4 + 4)] as unknown as Color;
    });
    const across = (from: number, to: number) =>
      [0.25, 0.35, 0.45, 0.55, 0.65, 0.75].flatMap((y) => [
        { x: from / 240, y },
        { x: to / 240, y },
      ]);
    const marks = [{ kind: 'background', places: across(155, 215) }] as const;
    const maskWith = (adjustments: Partial<PhotoAdjustments>) => {
      const { mask, crop } = preparePhoto(photo, { ...NO_ADJUSTMENTS, ...adjustments });
      const start = Math.round(crop.left * 240);
      const { width, height, data } = mask ?? { width: 0, height: 0, data: [] };
      const middle = Math.floor(height / 2) * width;
      return (x: number) => (x - start < width ? (data[middle + x - start] ?? 0) : 0);
    };
    const both = maskWith({});
    expect([both(55), both(185)]).toEqual([1, 1]);
    const one = maskWith({ marks });
    expect([one(55), one(160), one(185)]).toEqual([1, 0, 0]);
    const framed = maskWith({ marks, crop: { left: 0.05, top: 0.1, width: 0.9, height: 0.8 } });
    expect([framed(55), framed(185)]).toEqual([1, 0]);
    // Later marks count.
    const back = [...marks, { kind: 'garment', places: across(155, 215) } as const];
    expect(maskWith({ marks: back })(185)).toBe(1);
  });

  it('turns brightness over by itself, or as told', () => {
    const photo = scene([120, 120], [30, 30, 90, 90], [200, 190, 180]);
    const center = (invert: 'auto' | 'yes' | 'no') => {
      const prepared = preparePhoto(photo, { ...NO_ADJUSTMENTS, invert });
      const garment = stepOf(prepared, 'garment');
      const { width, height } = garment;
      const value = reds(garment)[Math.floor(height / 2) * width + Math.floor(width / 2)] as number;
      const greyed = reds(stepOf(prepared, 'grey'))[
        Math.floor(height / 2) * width + Math.floor(width / 2)
      ] as number;
      return [prepared.inverted, value, greyed] as const;
    };
    const [yes, dark, grey] = center('yes');
    const [no, pale] = center('no');
    expect([yes, no]).toEqual([true, false]);
    expect(pale).toBe(grey);
    expect(dark).toBe(255 - grey);
    expect(grey).toBeGreaterThan(185);
    expect(center('auto')).toEqual(center('yes'));
  });

  it('tones down what the network sees: 0.8 of the brightness, 0.6 of the way to the mean', () => {
    const { pixels } = preparePhoto(
      painted(64, 64, () => shade(100)),
      NO_ADJUSTMENTS,
    );
    const place = (x: number, y: number) => pixels[y * 28 + x];
    // 155 all around; beside an edge three of nine neighbours are black, at a corner five.
    expect(place(14, 14)).toBe(124);
    expect(place(14, 0)).toBe(Math.round(0.8 * 155 * (1 - 0.6 * (3 / 9))));
    expect(place(27, 14)).toBe(place(14, 0));
    expect(place(27, 27)).toBe(Math.round(0.8 * 155 * (1 - 0.6 * (5 / 9))));
  });

  it('keeps every pixel of a garment, and the ground black', () => {
    // A white shirt's negative is nearly black.
    const white = scene([120, 90], [40, 25, 80, 65], [246, 246, 246]);
    const { pixels, found } = preparePhoto(white, NO_ADJUSTMENTS);
    expect(found).toBe(true);
    expect(extent(pixels)).toEqual([0, 0, 27, 27]);
    expect(pixels[0]).toBeLessThan(8);
  });

  it('takes transparent pixels for white paper', () => {
    const shirt = painted(100, 100, (x, y) => {
      const inside = x >= 25 && x < 75 && y >= 20 && y < 80;
      return inside ? [10, 20, 90, 255] : [0, 0, 0, 0];
    });
    const prepared = preparePhoto(shirt, NO_ADJUSTMENTS);
    expect(reds(stepOf(prepared, 'original'))[0]).toBe(255);
    expect(prepared.found).toBe(true);
    expect(extent(prepared.pixels)).toEqual([2, 0, 24, 27]);
  });

  it.each([
    ['all of one colour', painted(64, 64, () => [90, 20, 10, 255])],
    ['all transparent', painted(64, 48, () => [0, 0, 0, 0])],
    ['one pixel high', painted(50, 1, (x) => shade(x * 5))],
    ['one pixel', painted(1, 1, () => shade(80))],
    ['seven pixels wide', painted(7, 90, (x) => shade(x * 30))],
  ])('uses the whole of a picture that is %s', (_, photo) => {
    const prepared = preparePhoto(photo, NO_ADJUSTMENTS);
    expect(prepared.found).toBe(false);
    expect(prepared.crop).toEqual(WHOLE);
    expect(prepared.pixels).toHaveLength(784);
    const part = stepOf(prepared, 'garment');
    expect([part.width, part.height]).toEqual([photo.width, photo.height]);
  });

  it('gives the same bytes for the same photo', () => {
    const photo = scene([200, 150], [50, 30, 150, 120], [120, 100, 90]);
    expect(preparePhoto(photo, NO_ADJUSTMENTS)).toEqual(preparePhoto(photo, NO_ADJUSTMENTS));
  });
});
