/**
 * Reads IDX, the container in which MNIST and Fashion-MNIST are published: a big-endian header
 * (two zero bytes, element type, number of dimensions, then each dimension as uint32) followed by
 * the raw elements. Format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database".
 *
 * The header is never trusted: every size is checked against the bytes that are really there before
 * anything else happens, and nothing is allocated from it (results are views of the input).
 */
import { CLASS_COUNT, IMAGE_PIXELS, IMAGE_SIDE } from './dataset';

/** Element type uint8 with three dimensions: N images x rows x columns. */
const IMAGES_MAGIC = 0x00000803;
/** Element type uint8 with one dimension: N labels. */
const LABELS_MAGIC = 0x00000801;

/** What is wrong with an IDX file, with the facts to say so. Sizes are in bytes. */
export type IdxFault =
  /** Shorter than its own header. */
  | { code: 'header-truncated'; expected: number; found: number }
  /** Not IDX, or IDX of another element type or number of dimensions. */
  | { code: 'wrong-magic'; expected: number; found: number }
  /** Images that are not 28 x 28. */
  | { code: 'wrong-dimensions'; expected: [number, number]; found: [number, number] }
  /** Fewer bytes than the header promises (also the case of an absurdly large count). */
  | { code: 'truncated'; count: number; expected: number; found: number }
  /** More bytes than the header promises. */
  | { code: 'trailing-bytes'; count: number; expected: number; found: number }
  /** A label that is none of the ten classes; `index` counts from 0. */
  | { code: 'label-out-of-range'; index: number; label: number };

/** Thrown by the functions of this file; the message is technical English for build-time logs. */
export class IdxError extends Error {
  readonly fault: IdxFault;

  constructor(fault: IdxFault) {
    super(faultText(fault));
    this.name = 'IdxError';
    this.fault = fault;
  }
}

/** Images of an IDX file: `pixels` is a view of the input, count x 784 bytes, row-major. */
export interface IdxImages {
  count: number;
  pixels: Uint8Array;
}

/**
 * The images of a decompressed IDX3 file (uint8, N x 28 x 28), without copying.
 * @throws IdxError for anything but exactly such a file.
 */
export function parseIdxImages(bytes: Uint8Array): IdxImages {
  const [count = 0, rows = 0, columns = 0] = readHeader(bytes, IMAGES_MAGIC, 3);
  if (rows !== IMAGE_SIDE || columns !== IMAGE_SIDE) {
    const expected: [number, number] = [IMAGE_SIDE, IMAGE_SIDE];
    throw new IdxError({ code: 'wrong-dimensions', expected, found: [rows, columns] });
  }
  return { count, pixels: readBody(bytes, 16, count, IMAGE_PIXELS) };
}

/**
 * The labels of a decompressed IDX1 file (uint8, N), a view of the input; each is 0 to 9.
 * @throws IdxError for anything but exactly such a file.
 */
export function parseIdxLabels(bytes: Uint8Array): Uint8Array {
  const [count = 0] = readHeader(bytes, LABELS_MAGIC, 1);
  const labels = readBody(bytes, 8, count, 1);
  const index = labels.findIndex((label) => label >= CLASS_COUNT);
  if (index >= 0) {
    throw new IdxError({ code: 'label-out-of-range', index, label: labels[index] ?? 0 });
  }
  return labels;
}

/** Checks the magic number and returns the dimensions (each 0 to 2^32 - 1). */
function readHeader(bytes: Uint8Array, magic: number, dimensions: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = 4 + 4 * dimensions;
  // The magic number first: for a file of another kind that is the more telling complaint.
  if (bytes.length >= 4 && view.getUint32(0) !== magic) {
    throw new IdxError({ code: 'wrong-magic', expected: magic, found: view.getUint32(0) });
  }
  if (bytes.length < length) {
    throw new IdxError({ code: 'header-truncated', expected: length, found: bytes.length });
  }
  return Array.from({ length: dimensions }, (_, index) => view.getUint32(4 + 4 * index));
}

/** The elements after the header. count x size stays below 2^53, so the comparison is exact. */
function readBody(bytes: Uint8Array, start: number, count: number, size: number): Uint8Array {
  const expected = start + count * size;
  const found = bytes.length;
  if (found < expected) throw new IdxError({ code: 'truncated', count, expected, found });
  if (found > expected) throw new IdxError({ code: 'trailing-bytes', count, expected, found });
  return bytes.subarray(start);
}

function faultText(fault: IdxFault): string {
  switch (fault.code) {
    case 'header-truncated':
      return `IDX header cut off: ${fault.found} bytes, ${fault.expected} needed`;
    case 'wrong-magic':
      return `not the expected IDX file: magic ${hex(fault.found)}, not ${hex(fault.expected)}`;
    case 'wrong-dimensions':
      return `images of ${fault.found.join(' x ')} pixels, not ${fault.expected.join(' x ')}`;
    case 'truncated':
      return `IDX file cut off: ${sizes(fault)}`;
    case 'trailing-bytes':
      return `IDX file too long: ${sizes(fault)}`;
    case 'label-out-of-range':
      return `label ${fault.label} at index ${fault.index} is not 0 to ${CLASS_COUNT - 1}`;
    default:
      return fault satisfies never;
  }
}

function sizes({ count, expected, found }: { count: number; expected: number; found: number }) {
  return `${count} entries need ${expected} bytes, found ${found}`;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
