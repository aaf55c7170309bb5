/**
 * A photo-like view of a Fashion-MNIST image: what the Assistant might have cut out of a photo of such a
 * garment. Fashion-MNIST shows each garment alone, upright, evenly lit, in its negative; people photograph
 * it crumpled, turned, printed, in any light, and shoes in pairs from above, and what is cut out of the photo
 * has lost bits of it and kept bits of its background. See docs/decisions/0021-for-photos.md.
 */
import { IMAGE_PIXELS, IMAGE_SIDE } from '../dataset';
import { drawFromAbove } from './shoe-from-above';
import {
  type GarmentOutline,
  outlineOf,
  type PlacementOptions,
  placePair,
  placeSingle,
} from './view-placement';
import { paintTexture } from './view-texture';

type Random = () => number;

/** How often and how far views differ from the image; each figure at 0 leaves that change out. */
export interface PhotoLikeOptions {
  /** Share of views in another brightness and contrast. */
  tone: number;
  /** Share of those in which dark and bright change places. */
  polarity: number;
  /** Largest turn in degrees, either way. */
  rotation: number;
  /** How far sides lean and stretch; garments lie spread out in photos, up to half as wide again at 0.4. */
  stretch: number;
  /** Share of views that are mirrored. */
  flip: number;
  /** Share of views of which a part is hidden. */
  occlusion: number;
  /**
   * Share of views with a pattern or a print, uneven light and grain. Unless it is 0, all views are blurred, more or
   * less.
   */
  texture: number;
  /** Share of views with bits of background beside the garment, or holes in it. */
  remains: number;
  /** Share of the views of shoes that show two, or one from above. */
  pairs: number;
}

/** Everything that {@link PhotoLikeOptions} has. */
export const PHOTO_LIKE: PhotoLikeOptions = {
  tone: 0,
  polarity: 0,
  rotation: 10,
  stretch: 0.4,
  flip: 0.5,
  occlusion: 0.2,
  texture: 0.2,
  remains: 0.4,
  pairs: 0.6,
};

/** A garment's rim is darker than this: it runs into the black around it. */
const RIM = 40;
/** Share of the shoes that are not shown as they are which are seen from above, and of these alone. */
const FROM_ABOVE = 0.75;
const ALONE = 0.15;

/** Writes views; holds what it needs on the way, so that making 55,000 of them takes no memory. */
export class PhotoLikeViews {
  readonly #options: PhotoLikeOptions;
  /** The garment's brightness after it was placed. */
  readonly #values = new Float32Array(IMAGE_PIXELS);
  /** How much of a pixel the garment or its background covers, 0 to 1. */
  readonly #cover = new Float32Array(IMAGE_PIXELS);
  /** A shoe from above, before it is placed. */
  readonly #shoe = new Uint8Array(IMAGE_PIXELS);

  constructor(options: PhotoLikeOptions) {
    this.#options = options;
  }

  /**
   * Writes a view.
   * @param images Fashion-MNIST images; `from` is the first of 784 bytes
   * @param isShoe whether it may be shown from above, and twice
   * @param random numbers in [0, 1)
   * @param target where 784 bytes are written from `to` on; not the source itself
   */
  write(
    images: Uint8Array,
    from: number,
    isShoe: boolean,
    random: Random,
    target: Uint8Array,
    to: number,
  ): void {
    const { tone, polarity, texture, remains, occlusion } = this.#options;
    const outline = outlineOf(images, from, RIM);
    if (!outline) {
      target.set(images.subarray(from, from + IMAGE_PIXELS), to);
      return;
    }
    const [values, cover] = [this.#values, this.#cover];
    const { mean } = isShoe
      ? this.#placeShoe(images, from, outline, random)
      : this.#placeOne(images, from, outline, random);
    for (let at = 0; at < IMAGE_PIXELS; at++) cover[at] = Math.min(1, (values[at] as number) / RIM);
    if (random() < tone) changeTone(values, mean, polarity, random);
    if (random() < texture) paintTexture(values, random);
    if (random() < remains) leaveRemains(values, cover, random);
    if (random() < occlusion) hidePart(cover, random);
    writeSoftened(values, cover, texture > 0 ? random() * 0.9 : 0, target, to);
  }

  #placeOne(
    images: Uint8Array,
    from: number,
    outline: GarmentOutline,
    random: Random,
  ): GarmentOutline {
    placeSingle(images, from, outline, this.#placement(random), random, this.#values);
    return outline;
  }

  /** From the side or from above, alone or in a pair; gives the outline of what was placed. */
  #placeShoe(
    images: Uint8Array,
    from: number,
    outline: GarmentOutline,
    random: Random,
  ): GarmentOutline {
    const placement = this.#placement(random);
    const values = this.#values;
    if (random() >= this.#options.pairs) {
      placeSingle(images, from, outline, placement, random, values);
      return outline;
    }
    if (random() >= FROM_ABOVE) {
      placePair(images, from, outline, { ...placement, isFromAbove: false }, random, values);
      return outline;
    }
    drawFromAbove(images, from, outline, RIM, random, this.#shoe);
    const above = outlineOf(this.#shoe, 0, RIM) ?? outline;
    if (random() < ALONE) {
      placeSingle(this.#shoe, 0, above, { ...placement, rotation: 180 }, random, values);
    } else placePair(this.#shoe, 0, above, { ...placement, isFromAbove: true }, random, values);
    return above;
  }

  /** Bits of background beside a garment make it a smaller part of what was cut out. */
  #placement(random: Random): PlacementOptions {
    const { rotation, stretch, flip, remains } = this.#options;
    return { rotation, stretch, flip, fill: remains > 0 ? 1 - 0.2 * random() * random() : 1 };
  }
}

/** Another mean and contrast; as often as `polarity` says what was bright becomes dark. */
function changeTone(values: Float32Array, mean: number, polarity: number, random: Random): void {
  const target = 40 + 180 * random();
  const gain = (0.25 + 0.95 * random()) * (random() < polarity ? -1 : 1);
  for (let at = 0; at < IMAGE_PIXELS; at++) {
    const changed = target + gain * ((values[at] as number) - mean);
    values[at] = changed < 0 ? 0 : changed > 255 ? 255 : changed;
  }
}

/** Blots of background beside the garment, and holes where the garment was taken for background. */
function leaveRemains(values: Float32Array, cover: Float32Array, random: Random): void {
  const brightness = 255 * random();
  const count = 1 + Math.floor(random() * 3);
  for (let blot = 0; blot < count; blot++) {
    const isHole = random() < 0.4;
    const size = isHole ? 2 + 3 * random() : 2 + 6 * random();
    eachInEllipse(random, size, (at) => {
      if (isHole) cover[at] = 0;
      else if ((cover[at] as number) < 0.5) {
        cover[at] = 1;
        values[at] = brightness;
      }
    });
  }
}

/** Hides a strip at one side, or an ellipse somewhere. */
function hidePart(cover: Float32Array, random: Random): void {
  if (random() < 0.4) {
    eachInEllipse(random, 4 + 5 * random(), (at) => {
      cover[at] = 0;
    });
    return;
  }
  const depth = 2 + Math.floor(random() * 7);
  const side = Math.floor(random() * 4);
  for (let at = 0; at < IMAGE_PIXELS; at++) {
    const [x, y] = [at % IMAGE_SIDE, Math.floor(at / IMAGE_SIDE)];
    const along = side < 2 ? x : y;
    if ((side % 2 === 0 ? along : IMAGE_SIDE - 1 - along) < depth) cover[at] = 0;
  }
}

/** Calls for each pixel of an ellipse anywhere, of about the given radius in pixels. */
function eachInEllipse(random: Random, radius: number, visit: (at: number) => void): void {
  const [x0, y0] = [random() * IMAGE_SIDE, random() * IMAGE_SIDE];
  const stretch = 0.6 + 0.8 * random();
  const [across, down] = [radius * stretch, radius / stretch];
  const top = Math.max(0, Math.ceil(y0 - down));
  const bottom = Math.min(IMAGE_SIDE - 1, Math.floor(y0 + down));
  for (let y = top; y <= bottom; y++) {
    const half = across * Math.sqrt(Math.max(0, 1 - ((y - y0) / down) ** 2));
    const left = Math.max(0, Math.ceil(x0 - half));
    const right = Math.min(IMAGE_SIDE - 1, Math.floor(x0 + half));
    for (let x = left; x <= right; x++) visit(y * IMAGE_SIDE + x);
  }
}

/** Each pixel goes a part of the way to the mean of its 3 x 3 neighbourhood; black stays black. */
function writeSoftened(
  values: Float32Array,
  cover: Float32Array,
  softness: number,
  target: Uint8Array,
  to: number,
): void {
  for (let at = 0; at < IMAGE_PIXELS; at++) {
    values[at] = Math.min(255, Math.max(1, values[at] as number)) * (cover[at] as number);
  }
  let at = 0;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++, at++) {
      const own = values[at] as number;
      if (own === 0) {
        target[to + at] = 0;
        continue;
      }
      const [l, r] = [x > 0 ? 1 : 0, x < IMAGE_SIDE - 1 ? 1 : 0];
      let sum = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(IMAGE_SIDE - 1, y + 1); row++) {
        const middle = row * IMAGE_SIDE + x;
        sum += values[middle] as number;
        if (l) sum += values[middle - 1] as number;
        if (r) sum += values[middle + 1] as number;
      }
      target[to + at] = Math.max(1, own + softness * (sum / 9 - own));
    }
  }
}
