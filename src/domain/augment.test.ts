import { describe, expect, it } from 'vitest';
import { type Augmentation, changeImage, drawChange, isAugmenting } from './augment';
import { IMAGE_PIXELS, IMAGE_SIDE } from './dataset';
import { mix, randomStream } from './random';

const NONE: Augmentation = { flip: 0, shift: 0, rotation: 0, zoom: 0, erasing: 0 };

/** Bytes without any symmetry. */
function noise(count = 1): Uint8Array {
  const random = randomStream(5);
  return Uint8Array.from({ length: count * IMAGE_PIXELS }, () => 1 + random() * 255);
}

function changed(augmentation: Partial<Augmentation>, step = 1, position = 0, source = noise()) {
  const target = new Uint8Array(IMAGE_PIXELS);
  const change = drawChange({ ...NONE, ...augmentation }, 42, step, position);
  changeImage(source, 0, target, 0, change);
  return target;
}

function at(image: Uint8Array, column: number, row: number): number {
  const inside = column >= 0 && column < IMAGE_SIDE && row >= 0 && row < IMAGE_SIDE;
  return inside ? (image[row * IMAGE_SIDE + column] as number) : 0;
}

/** An image computed pixel by pixel from a rule. */
function imageOf(value: (column: number, row: number) => number): number[] {
  return Array.from({ length: IMAGE_PIXELS }, (_, pixel) =>
    value(pixel % IMAGE_SIDE, Math.floor(pixel / IMAGE_SIDE)),
  );
}

/** The ten numbers of an image, as documented. */
function draws(step: number, position: number): number[] {
  const random = randomStream(mix(42, 5, step, position));
  return Array.from({ length: 10 }, random);
}

describe('an augmentation', () => {
  it('that changes nothing gives the image to the bit', () => {
    expect(changed({})).toEqual(noise());
    expect(isAugmenting(NONE)).toBe(false);
    for (const name of Object.keys(NONE)) {
      expect(isAugmenting({ ...NONE, [name]: 0.1 })).toBe(true);
    }
  });

  it('mirrors left to right', () => {
    const source = noise();
    const expected = imageOf((column, row) => at(source, 27 - column, row));
    expect([...changed({ flip: 1 })]).toEqual(expected);
  });

  it('mirrors as often as it is told', () => {
    const source = noise();
    const flipped = Array.from({ length: 400 }, (_, position) =>
      changed({ flip: 0.25 }, 1, position)[0] === source[0] ? 0 : 1,
    ).reduce<number>((sum, one) => sum + one, 0);
    expect(Math.abs(flipped / 400 - 0.25)).toBeLessThan(0.06);
  });

  it('moves by whole pixels, and lets in black', () => {
    const source = noise();
    const seen = new Set<string>();
    for (let position = 0; position < 40; position++) {
      const [, across = 0, along = 0] = draws(3, position);
      const right = Math.floor(across * 5) - 2;
      const down = Math.floor(along * 5) - 2;
      seen.add(`${right} ${down}`);
      const expected = imageOf((column, row) => at(source, column - right, row - down));
      expect([...changed({ shift: 2 }, 3, position)]).toEqual(expected);
    }
    expect(seen.size).toBeGreaterThan(15);
  });

  it('mirrors before it moves', () => {
    const source = noise();
    const [, across = 0, along = 0] = draws(2, 7);
    const [right, down] = [Math.floor(across * 7) - 3, Math.floor(along * 7) - 3];
    const expected = imageOf((column, row) => at(source, 27 - (column - right), row - down));
    expect([...changed({ flip: 1, shift: 3 }, 2, 7)]).toEqual(expected);
  });

  it('turns, grows and interpolates as real numbers do, to a grey level', () => {
    const source = noise();
    let turned = 0;
    for (let position = 0; position < 10; position++) {
      const [, , , turn = 0, growth = 0] = draws(1, position);
      const angle = ((2 * turn - 1) * 30 * Math.PI) / 180;
      const factor = 1 + (2 * growth - 1) * 0.3;
      turned = Math.max(turned, Math.abs(angle));
      const expected = imageOf((column, row) => {
        const [x, y] = [(column - 13.5) / factor, (row - 13.5) / factor];
        const sourceX = Math.cos(angle) * x + Math.sin(angle) * y + 13.5;
        const sourceY = -Math.sin(angle) * x + Math.cos(angle) * y + 13.5;
        const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
        const [dx, dy] = [sourceX - left, sourceY - top];
        const upper = at(source, left, top) * (1 - dx) + at(source, left + 1, top) * dx;
        const lower = at(source, left, top + 1) * (1 - dx) + at(source, left + 1, top + 1) * dx;
        return upper * (1 - dy) + lower * dy;
      });
      const actual = changed({ rotation: 30, zoom: 0.3 }, 1, position);
      expected.forEach((value, pixel) => {
        // Places are cut to 1/256 pixel: two neighbours of 255 grey levels' difference each way.
        expect(Math.abs((actual[pixel] as number) - value)).toBeLessThan(2.6);
      });
    }
    expect(turned).toBeGreaterThan(0.3);
  });

  it('fills one rectangle with noise, and leaves the rest', () => {
    const source = new Uint8Array(IMAGE_PIXELS);
    const image = changed({ erasing: 1 }, 4, 2, source);
    const [, , , , , , w = 0, h = 0, x = 0, y = 0] = draws(4, 2);
    const [width, height] = [4 + Math.floor(w * 11), 4 + Math.floor(h * 11)];
    const [left, top] = [Math.floor(x * (29 - width)), Math.floor(y * (29 - height))];
    const inside = (column: number, row: number) =>
      column >= left && column < left + width && row >= top && row < top + height;
    const random = randomStream(mix(42, 5, 4, 2));
    for (let draw = 0; draw < 10; draw++) random();
    const expected = imageOf((column, row) =>
      inside(column, row) ? Math.floor(random() * 256) : 0,
    );
    expect([...image]).toEqual(expected);
  });

  it('is decided by seed, step and position, whatever else is in the batch', () => {
    const all = { flip: 0.5, shift: 2, rotation: 10, zoom: 0.1, erasing: 0.5 };
    expect(changed(all, 5, 6)).toEqual(changed(all, 5, 6));
    const others = [changed(all, 5, 6), changed(all, 5, 7), changed(all, 6, 6)];
    expect(new Set(others.map(String)).size).toBe(3);
  });

  it('draws each kind of change alike whether others are on or not', () => {
    const alone = drawChange({ ...NONE, shift: 2 }, 1, 2, 3).matrix;
    const together = drawChange({ ...NONE, shift: 2, erasing: 1 }, 1, 2, 3).matrix;
    expect(together).toEqual(alone);
  });

  it('gives the same bytes everywhere and for ever', () => {
    const all = { flip: 0.5, shift: 2, rotation: 15, zoom: 0.15, erasing: 0.5 };
    let checksum = 0;
    for (let position = 0; position < 50; position++) {
      for (const byte of changed(all, 9, position)) checksum = mix(checksum, byte);
    }
    expect(checksum).toBe(2726877735);
  });

  it('reads and writes where it is told', () => {
    const source = noise(3);
    const target = new Uint8Array(2 * IMAGE_PIXELS);
    changeImage(source, IMAGE_PIXELS, target, IMAGE_PIXELS, drawChange(NONE, 1, 1, 0));
    expect(target.slice(IMAGE_PIXELS)).toEqual(source.slice(IMAGE_PIXELS, 2 * IMAGE_PIXELS));
    expect(target.slice(0, IMAGE_PIXELS).every((byte) => byte === 0)).toBe(true);
  });
});
