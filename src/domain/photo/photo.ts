/** What a photo is on its way to a label: its pixels, what a person may adjust, and each step. */

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

/** Whether the garment's brightness is turned over: by what the picture shows, or as told. */
export const INVERT_CHOICES = ['auto', 'yes', 'no'] as const;
/** One of {@link INVERT_CHOICES}. */
export type InvertChoice = (typeof INVERT_CHOICES)[number];

/** What a person may correct about how a photo is read. */
export interface PhotoAdjustments {
  /** Quarter turns clockwise, after the photo was set upright by its EXIF orientation. */
  turns: 0 | 1 | 2 | 3;
  /** The part to look at; null to look for the garment in the whole picture. */
  crop: Region | null;
  invert: InvertChoice;
}

/** Everything left to the app. */
export const NO_ADJUSTMENTS: PhotoAdjustments = { turns: 0, crop: null, invert: 'auto' };

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
  /** Whether a garment could be told from its background; if not, the whole part is used. */
  found: boolean;
  /** Separate garments in that part; a pair, as of shoes, is one. 0 where none was found. */
  garments: number;
}
