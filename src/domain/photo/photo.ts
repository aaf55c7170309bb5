/** What a photo is on its way to a label: its pixels, what a person may adjust, and each step. */

/** A value for each pixel of a picture: 1 on the garment, 0 beside it. */
export interface Mask {
  width: number;
  height: number;
  data: Uint8Array<ArrayBuffer>;
}

/** A colour picture: rows of RGBA bytes, not premultiplied by alpha. */
export interface PixelImage {
  /** In pixels. */
  width: number;
  height: number;
  /** width x height x 4 bytes. */
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** A part of a picture, in shares of its width and height (0 to 1), after turning. */
export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The whole picture. */
export const WHOLE: Region = { left: 0, top: 0, width: 1, height: 1 };

/** Whether the garment's brightness is turned over: `auto` always does, as Fashion-MNIST is made of negatives. */
export const INVERT_CHOICES = ['auto', 'yes', 'no'] as const;
/** One of {@link INVERT_CHOICES}. */
export type InvertChoice = (typeof INVERT_CHOICES)[number];

/** What a mark says of the pixels below it: surely the garment, or surely its background. */
export const MARK_KINDS = ['garment', 'background'] as const;
/** One of {@link MARK_KINDS}. */
export type MarkKind = (typeof MARK_KINDS)[number];

/** A place in a picture, in shares of its width and height. */
export interface Place {
  x: number;
  y: number;
}

/** A stroke of a brush, by which a person tells the garment from its background. */
export interface Mark {
  kind: MarkKind;
  /** Where the brush went, at least one place; in the picture after quarter turns, before rotation. */
  places: readonly Place[];
}

/** Radius of the brush, as a share of the picture's longer side. */
export const BRUSH_RADIUS = 0.02;

/** Whether the garment is cut out of the part that is looked at, or all of that part is used. */
export const BACKGROUND_CHOICES = ['remove', 'keep'] as const;
/** One of {@link BACKGROUND_CHOICES}. */
export type BackgroundChoice = (typeof BACKGROUND_CHOICES)[number];

/** The most that a picture can be rotated either way, in degrees; quarter turns do the rest. */
export const MAX_ROTATION = 45;

/** What a person may correct about how a photo is read. */
export interface PhotoAdjustments {
  /** Quarter turns clockwise, after the photo was set upright by its EXIF orientation. */
  turns: 0 | 1 | 2 | 3;
  /** Degrees clockwise after that, -{@link MAX_ROTATION} to MAX_ROTATION, about the middle. */
  rotation: number;
  /** The part to look at; null to look for the garment in the whole picture. */
  crop: Region | null;
  invert: InvertChoice;
  background: BackgroundChoice;
  /** Later ones count where they lie on earlier ones. Without effect where the background is kept. */
  marks: readonly Mark[];
}

/** Everything left to the app. */
export const NO_ADJUSTMENTS: PhotoAdjustments = {
  turns: 0,
  rotation: 0,
  crop: null,
  invert: 'auto',
  background: 'remove',
  marks: [],
};

/** The steps from the photo to what the network sees, in order. */
export const PHOTO_STEPS = ['original', 'crop', 'grey', 'garment', 'network'] as const;
/**
 * Name of a step: the upright photo, the part with the garment, that in grey, the garment bright on black,
 * and the image that enters the network. Networks for colour photos do without grey and garment.
 */
export type PhotoStepName = (typeof PHOTO_STEPS)[number];

/** What a step made of the photo, to be shown. */
export interface StepPicture {
  step: PhotoStepName;
  /** Grey steps too are RGBA; `network` has as many pixels as the network takes. */
  image: PixelImage;
}

/** A photo ready for a network. */
export interface PreparedPhoto {
  /** As many bytes as the network takes, 0 black to 255 white: 784 as of Fashion-MNIST, or RGB. */
  pixels: Uint8Array<ArrayBuffer>;
  /** One picture a step, in the order of {@link PHOTO_STEPS}. */
  steps: StepPicture[];
  /** The part that was looked at: as adjusted, or where the garment was found. */
  crop: Region;
  /**
   * Where the network's picture lies on the crop, in shares of the crop's sides. It may reach beyond
   * them: what is there is black to the network.
   */
  view: Region;
  /** Whether brightness was turned over. */
  inverted: boolean;
  /** The garment in the crop picture; null where there is none, or where the whole part is used. */
  mask: Mask | null;
  /** Whether a garment could be told from its background, or the person keeps the background. */
  found: boolean;
  /** Separate garments in that part; a pair, as of shoes, is one. 0 where none was found. */
  garments: number;
}

/** Whether a garment was looked for and cut out on the way, as networks for grey images need it. */
export function isCutOut({ steps }: { readonly steps: readonly StepPicture[] }): boolean {
  return steps.some(({ step }) => step === 'garment');
}
