/** What the markers of a JPEG tell without decoding it (ITU-T T.81, annex B): its sides, and whether it ends. */

/** A marker with its content. */
interface Segment {
  marker: number;
  /** Where its content begins, behind the length, and ends; beyond the file where that is cut off. */
  start: number;
  end: number;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;
/** C0 to CF begin a frame, except those for Huffman tables, extensions and arithmetic coding. */
const NOT_FRAMES: readonly number[] = [0xc4, 0xc8, 0xcc];
/** Before the EXIF part in APP1. */
const EXIF_SIGNATURE = [...'Exif\0\0'].map((sign) => sign.charCodeAt(0));
/** In EXIF: the tag that says how the picture lies, and the type of its value, 16 bits (TIFF 6.0). */
const [ORIENTATION, SHORT] = [0x0112, 3];

/**
 * Sides in pixels, turned upright as EXIF says; null where no frame begins before the image. EXIF that cannot
 * be read is passed over, as browsers do: many programs have written it broken.
 */
export function jpegSides(bytes: Uint8Array): { width: number; height: number } | null {
  let orientation = 1;
  for (const { marker, start, end } of segments(bytes)) {
    if (marker === START_OF_SCAN || end > bytes.length) return null;
    const content = bytes.subarray(start, end);
    if (marker === APP1 && hasExif(content)) orientation = orientationIn(content);
    if (!isFrame(marker)) continue;
    if (content.length < 5) return null;
    const view = new DataView(content.buffer, content.byteOffset, content.length);
    const [height, width] = [view.getUint16(1), view.getUint16(3)];
    // Orientations 5 to 8 lie on their side.
    const isTurned = orientation >= 5 && orientation <= 8;
    return isTurned ? { width: height, height: width } : { width, height };
  }
  return null;
}

/**
 * Whether the picture goes on to its end marker. Neither the end of a thumbnail inside nor what phones append
 * (a second picture, a film) counts as that.
 */
export function hasJpegEnd(bytes: Uint8Array): boolean {
  for (const { marker } of segments(bytes)) if (marker === END_OF_IMAGE) return true;
  return false;
}

/** Goes from marker to marker; bytes between them, the image itself among them, are passed over. */
function* segments(bytes: Uint8Array): Generator<Segment> {
  for (let at = bytes.indexOf(0xff, 2); at >= 0; at = bytes.indexOf(0xff, at)) {
    // Before a marker, FF may stand any number of times.
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) return;
    // 00: a data byte FF; 01 and D0 to D9: markers without content.
    const isBare = marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd9);
    const length = isBare ? 0 : ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (!isBare || marker === END_OF_IMAGE) yield { marker, start: Math.min(at + 4, end), end };
    at = end;
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NOT_FRAMES.includes(marker);
}

function hasExif(content: Uint8Array): boolean {
  return EXIF_SIGNATURE.every((sign, at) => content[at] === sign);
}

/** How EXIF says that the picture lies; 1, upright, where it does not. */
function orientationIn({ buffer, byteOffset, length }: Uint8Array): number {
  const signed = EXIF_SIGNATURE.length;
  const tiff = new DataView(buffer, byteOffset + signed, length - signed);
  try {
    const isLittle = tiff.getUint16(0) === 0x4949;
    const directory = tiff.getUint32(4, isLittle);
    const entries = tiff.getUint16(directory, isLittle);
    for (let entry = 0; entry < entries; entry++) {
      const at = directory + 2 + 12 * entry;
      const [tag, type] = [tiff.getUint16(at, isLittle), tiff.getUint16(at + 2, isLittle)];
      if (tag === ORIENTATION && type === SHORT) return tiff.getUint16(at + 8, isLittle);
    }
  } catch {
    // It points beyond its end, or claims more entries than it has.
  }
  return 1;
}
