/** What one intake of photos may hold. Everything beyond is told, nothing is dropped silently. */

/** Files in the list; further ones are counted and left out. */
export const MAX_PHOTOS = 5000;
/** In bytes: a larger file, also one in a zip, is not read. */
export const MAX_FILE_BYTES = 100_000_000;
/** In bytes, of all photos of one zip when unpacked: as many photos as are taken, of 4 MB each. */
export const MAX_UNPACKED_BYTES = 20_000_000_000;
/**
 * How many times larger an entry of a zip may be than it is packed. Photos are packed already, so that
 * zipping saves next to nothing; only files made to fill a disk shrink to a hundredth.
 */
export const MAX_PACKING_RATIO = 100;
