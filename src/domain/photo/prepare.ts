/** From a photo to the 28 x 28 image that a Fashion-MNIST network sees. */
import { IMAGE_SIDE } from '../dataset';
import { brushRadius, seedsOf } from './marks';
import { boundingBox, cutMask, garmentCount, resizedMask } from './mask';
import {
  type InvertChoice,
  type Mask,
  PHOTO_STEPS,
  type PhotoAdjustments,
  type PhotoStepName,
  type PixelImage,
  type PreparedPhoto,
  type Region,
  WHOLE,
} from './photo';
import {
  blank,
  cut,
  fittedSides,
  grey,
  onWhite,
  type PixelBox,
  pixelBox,
  regionOf,
  resized,
  turned,
} from './pixels';
import { rotated, rotatedPlace } from './rotation';
import { searchCopy, searched, withMargin } from './search';

/** How a garment is toned. */
export interface Tone {
  /** Share of its brightness that it keeps. */
  brightness: number;
  /** Share of the way that each of its pixels goes towards the mean of its neighbourhood. */
  softness: number;
}

/**
 * Photos are brighter and crisper on black than Fashion-MNIST; both figures were chosen on photos
 * (docs/decisions/0011-photo-pipeline.md).
 */
const TONE: Tone = { brightness: 0.8, softness: 0.6 };

/** What is known of a photo on its way. Steps take one and give the next. */
interface Stage {
  readonly picture: PixelImage;
  readonly adjustments: PhotoAdjustments;
  readonly tone: Tone;
  /** The garment in `picture`; null before it was looked for, and when there is none. */
  readonly mask: Mask | null;
  /** Separate garments in the mask. */
  readonly garments: number;
  readonly crop: Region;
  /** Where `picture` lies on the crop, from the last step on. */
  readonly view: Region;
  readonly inverted: boolean;
}

/** The chain: each step makes the next picture out of the one before. */
const STEPS: Record<PhotoStepName, (stage: Stage) => Stage> = {
  original: (stage) => ({
    ...stage,
    picture: rotated(
      turned(onWhite(stage.picture), stage.adjustments.turns),
      stage.adjustments.rotation,
    ),
  }),
  crop: cutOut,
  grey: (stage) => ({ ...stage, picture: grey(stage.picture) }),
  garment: brightOnBlack,
  network: fitted,
};

/**
 * Prepares a photo for a network that was trained on Fashion-MNIST. The same photo and adjustments
 * give the same bytes.
 * @param original of any size from 1 x 1, upright; it is left as it was
 * @param tone another than the usual one, to measure what that gains
 */
export function preparePhoto(
  original: PixelImage,
  adjustments: PhotoAdjustments,
  tone = TONE,
): PreparedPhoto {
  const start = { mask: null, garments: 0, crop: WHOLE, view: WHOLE, inverted: false };
  let stage: Stage = { picture: original, adjustments, tone, ...start };
  const steps = PHOTO_STEPS.map((step) => {
    stage = STEPS[step](stage);
    return { step, image: stage.picture };
  });
  const { picture, mask, garments, crop, view, inverted } = stage;
  const pixels = Uint8Array.from({ length: IMAGE_SIDE ** 2 }, (_, at) => picture.data[at * 4] ?? 0);
  const found = mask !== null || adjustments.background === 'keep';
  return { pixels, steps, crop, view, inverted, mask, found, garments };
}

/** Cuts out the adjusted part and looks for the garment in it, or cuts out the garment. */
function cutOut(stage: Stage): Stage {
  const { picture, adjustments } = stage;
  const { width, height } = picture;
  if (adjustments.crop || adjustments.background === 'keep') {
    const box = pixelBox(adjustments.crop ?? WHOLE, width, height);
    const part = cut(picture, box);
    const garment = adjustments.background === 'keep' ? NO_GARMENT : findGarment(part, stage, box);
    return { ...stage, ...garment, picture: part, crop: regionOf(box, picture) };
  }
  const whole = { left: 0, top: 0, width, height };
  const { mask, garments } = findGarment(picture, stage, whole);
  const box = mask && boundingBox(mask);
  if (!box) return { ...stage, picture: cut(picture, whole) };
  const wider = withMargin(box, width, height);
  return {
    ...stage,
    picture: cut(picture, wider),
    mask: cutMask(mask, wider),
    garments,
    crop: regionOf(wider, picture),
  };
}

/** What was found where nothing stands out. */
const NO_GARMENT = { mask: null, garments: 0 };

/** The garment in a part of a colour picture, by its colours and by what a person marked. */
function findGarment(
  part: PixelImage,
  stage: Stage,
  box: PixelBox,
): Pick<Stage, 'mask' | 'garments'> {
  const small = searchCopy(part);
  const mask = small && searched(small, seedsIn(small, stage, box));
  if (!mask) return NO_GARMENT;
  return { mask: resizedMask(mask, part.width, part.height), garments: garmentCount(mask) };
}

/** What a person marked on a small copy of a part of the picture. */
function seedsIn(small: PixelImage, { picture, adjustments }: Stage, box: PixelBox): Uint8Array {
  const scale = small.width / box.width;
  return seedsOf(adjustments.marks, {
    width: small.width,
    height: small.height,
    radius: brushRadius(Math.max(picture.width, picture.height)) * scale,
    toPixels: (place) => {
      const { x, y } = rotatedPlace(place, adjustments.rotation, picture);
      return {
        x: (x * picture.width - box.left) * scale,
        y: ((y * picture.height - box.top) * small.height) / box.height,
      };
    },
  });
}

/** Turns brightness over where that is wanted, and makes all but the garment black. */
function brightOnBlack(stage: Stage): Stage {
  const { picture, mask, adjustments } = stage;
  const inverted = isInverted(adjustments.invert);
  const result = blank(picture.width, picture.height);
  for (let pixel = 0, at = 0; at < result.data.length; pixel++, at += 4) {
    const value = picture.data[at] as number;
    const isShown = !mask || mask.data[pixel] === 1;
    const shown = isShown ? (inverted ? 255 - value : value) : 0;
    result.data[at] = shown;
    result.data[at + 1] = shown;
    result.data[at + 2] = shown;
    result.data[at + 3] = 255;
  }
  return { ...stage, picture: result, inverted };
}

/**
 * Fashion-MNIST is made of negatives of product photos, of pale garments too: left to itself, every
 * garment is turned over. Sparing the palest ones was tried and answered fewer photos rightly.
 */
function isInverted(choice: InvertChoice): boolean {
  return choice !== 'no';
}

/** Trims to the garment, tones it down, and centres it in 28 x 28 pixels with its longer side filling them. */
function fitted(stage: Stage): Stage {
  const { picture, mask } = stage;
  const box = mask && boundingBox(mask);
  const part = box ? cut(picture, box) : picture;
  const [width, height] = fittedSides(part.width, part.height, IMAGE_SIDE);
  const small = softened(resized(part, width, height), stage.tone);
  const result = blank(IMAGE_SIDE, IMAGE_SIDE);
  for (let at = 3; at < result.data.length; at += 4) result.data[at] = 255;
  const left = Math.floor((IMAGE_SIDE - width) / 2);
  const top = Math.floor((IMAGE_SIDE - height) / 2);
  for (let y = 0; y < height; y++) {
    const row = small.data.subarray(y * width * 4, (y + 1) * width * 4);
    result.data.set(row, ((top + y) * IMAGE_SIDE + left) * 4);
  }
  const view = viewOf(picture, box, { left, top, width, height });
  return { ...stage, picture: result, view };
}

/** Where the network's picture lies on the crop, of which `box` became `place` in it. */
function viewOf(crop: PixelImage, box: PixelBox | null, place: PixelBox): Region {
  const { left, top, width, height } = box ?? { left: 0, top: 0, ...crop };
  const [across, down] = [width / place.width, height / place.height];
  const whole = {
    left: left - place.left * across,
    top: top - place.top * down,
    width: IMAGE_SIDE * across,
    height: IMAGE_SIDE * down,
  };
  return regionOf(whole, crop);
}

/** Darker and smoother, except where it is black; grey in, grey out. */
function softened({ width, height, data }: PixelImage, { brightness, softness }: Tone): PixelImage {
  const result = blank(width, height);
  // Beyond the edge it is as black as around the garment.
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (data[(y * width + x) * 4] as number);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let d = 0; d < 9; d++) sum += at(x + (d % 3) - 1, y + Math.floor(d / 3) - 1);
      const own = at(x, y);
      const value = brightness * (own + softness * (sum / 9 - own));
      const pixel = (y * width + x) * 4;
      // A garment's pixel stays one, however dark.
      result.data.fill(own > 0 ? Math.max(1, value) : 0, pixel, pixel + 3);
      result.data[pixel + 3] = 255;
    }
  }
  return result;
}
