/** What the boxes of HEIC and AVIF tell of their pictures (ISO/IEC 14496-12 and 23008-12). */

/** A box, by where its content begins and ends. */
interface Box {
  name: string;
  start: number;
  end: number;
}

/** The way to the properties of pictures; the first of these boxes has a version and flags before its content. */
const [METADATA, ...TO_PROPERTIES] = ['meta', 'iprp', 'ipco'];
const VERSION_BYTES = 4;

/**
 * Sides in pixels of the largest picture in a file of boxes; null where it tells of none. For kinds that
 * image-size does not know by their names, such as animated AVIF.
 */
export function largestPicture(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const metadata = boxesIn(view, 0, bytes.length).find(({ name }) => name === METADATA);
  let inside = metadata ? boxesIn(view, metadata.start + VERSION_BYTES, metadata.end) : [];
  for (const wanted of TO_PROPERTIES) {
    const box = inside.find(({ name }) => name === wanted);
    inside = box ? boxesIn(view, box.start, box.end) : [];
  }
  const pictures = inside
    .filter(({ name, start, end }) => name === 'ispe' && end - start >= VERSION_BYTES + 8)
    .map(({ start }) => ({ width: view.getUint32(start + 4), height: view.getUint32(start + 8) }));
  const [largest = null] = pictures.sort((one, other) => pixelsOf(other) - pixelsOf(one));
  return largest;
}

function pixelsOf({ width, height }: { width: number; height: number }): number {
  return width * height;
}

/** Photos have a few dozen boxes; a file made to hold the worker could have millions. */
const MAX_BOXES = 1000;

function boxesIn(view: DataView, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to && boxes.length < MAX_BOXES; ) {
    const said = view.getUint32(at);
    // 1: the length follows in 64 bits, of which no file here needs the upper ones; 0: to the end.
    const head = said === 1 ? 16 : 8;
    if (at + head > to) break;
    const length = said === 1 ? view.getUint32(at + 12) : said || to - at;
    if (length < head || at + length > to) break;
    const name = String.fromCharCode(...[4, 5, 6, 7].map((place) => view.getUint8(at + place)));
    boxes.push({ name, start: at + head, end: at + length });
    at += length;
  }
  return boxes;
}
