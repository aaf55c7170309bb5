/** How large a person's own files may be: what a phone's browser can still hold. */

/** Largest file as it lies on disk: Fashion-MNIST whole, as CSV, has 155 MB. */
export const MAX_FILE_BYTES = 200_000_000;
/** Largest content of a packed file; whoever packs zeros gets a thousand times the file's size. */
export const MAX_UNPACKED_BYTES = 400_000_000;
/** Most images of a data set: 118 MB in memory, twice Fashion-MNIST. */
export const MAX_IMAGES = 150_000;
/** Fewest images to train on, and to test on. */
export const MIN_TRAINING_IMAGES = 10;
/** See {@link MIN_TRAINING_IMAGES}. */
export const MIN_TEST_IMAGES = 1;
/** Fewest images to split: even by half, ten are left to train on. */
export const MIN_IMAGES_TO_SPLIT = 2 * MIN_TRAINING_IMAGES;

/** Share of the images held out for testing where the files say nothing: as Fashion-MNIST has it. */
export const DEFAULT_TEST_FRACTION = 1 / 7;
