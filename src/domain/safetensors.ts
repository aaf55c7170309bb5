/**
 * Reads and writes safetensors, a plain container of named arrays that PyTorch, Keras and others open
 * too: a little-endian 64-bit length, that many bytes of JSON (name to dtype, shape, offsets), then
 * the values. Format: https://huggingface.co/docs/safetensors (Hugging Face, version 0.4).
 */
import { fromHalf, toHalf } from './half-float';
import type { NamedArray } from './tensors';

/** Bytes before the JSON header: its length. */
const LENGTH_BYTES = 8;
/** A longer header than this is damage, or an attack: ours have a few hundred bytes. */
const MAX_HEADER_BYTES = 1_000_000;
/** The header's own entry, of texts only. */
const METADATA = '__metadata__';

/** Kinds of number that are read and written, with their bytes: 32-bit and 16-bit floats. */
const BYTES = { F32: 4, F16: 2 } as const;
/** One of them. */
export type SafetensorsType = keyof typeof BYTES;

interface TensorEntry {
  dtype: SafetensorsType;
  shape: number[];
  data_offsets: [from: number, to: number];
}

/** What is wrong with a file; the message is technical English. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

/**
 * Writes float arrays, in their order.
 * @param metadata texts to keep with them, such as where they come from
 * @param dtype what values are rounded to
 */
export function formatSafetensors(
  arrays: readonly NamedArray[],
  metadata: Readonly<Record<string, string>> = {},
  dtype: SafetensorsType = 'F32',
): Uint8Array<ArrayBuffer> {
  const size = BYTES[dtype];
  const header: Record<string, TensorEntry | Readonly<Record<string, string>>> = {
    [METADATA]: metadata,
  };
  let offset = 0;
  for (const { name, shape, data } of arrays) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.length * size] };
    offset += data.length * size;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Values are to lie at a multiple of 8; the format pads the header with spaces.
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + offset).fill(0x20, LENGTH_BYTES);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  file.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerBytes;
  for (const { data } of arrays) {
    for (const value of data) {
      if (dtype === 'F32') view.setFloat32(at, value, true);
      else view.setUint16(at, toHalf(value), true);
      at += size;
    }
  }
  return file;
}

/**
 * The arrays of a file, copied out of it, in the order of its header.
 * @throws SafetensorsError for anything but a whole file of 32-bit and 16-bit floats
 */
export function parseSafetensors(file: Uint8Array): NamedArray[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { entries, start } = readHeader(file, view);
  let expected = 0;
  const arrays = entries.map(([name, value]) => {
    const { dtype, shape, from, to } = checkEntry(name, value);
    if (from !== expected) throw new SafetensorsError(`${name}: a gap before its values`);
    expected = to;
    if (start + to > file.length) throw new SafetensorsError(`${name}: values cut off`);
    const data = new Float32Array((to - from) / BYTES[dtype]);
    for (let index = 0; index < data.length; index++) {
      const at = start + from + index * BYTES[dtype];
      data[index] =
        dtype === 'F32' ? view.getFloat32(at, true) : fromHalf(view.getUint16(at, true));
    }
    return { name, shape, data };
  });
  if (start + expected !== file.length) throw new SafetensorsError('bytes after the last array');
  return arrays;
}

function readHeader(
  file: Uint8Array,
  view: DataView,
): { entries: [string, unknown][]; start: number } {
  if (file.length < LENGTH_BYTES) throw new SafetensorsError('shorter than a header');
  const length = view.getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) throw new SafetensorsError(`a header of ${length} bytes`);
  const start = LENGTH_BYTES + Number(length);
  if (start > file.length) throw new SafetensorsError('header cut off');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(file.subarray(LENGTH_BYTES, start)));
  } catch (thrown) {
    throw new SafetensorsError('the header is not JSON', { cause: thrown });
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new SafetensorsError('the header is not an object');
  }
  return { entries: Object.entries(header).filter(([name]) => name !== METADATA), start };
}

function checkEntry(
  name: string,
  value: unknown,
): { dtype: SafetensorsType; shape: number[]; from: number; to: number } {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Partial<TensorEntry>;
  if (dtype !== 'F32' && dtype !== 'F16') {
    throw new SafetensorsError(`${name}: ${String(dtype)}, not F32 or F16`);
  }
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw new SafetensorsError(`${name}: shape or offsets missing`);
  }
  const [from, to] = offsets;
  const bytes = shape.reduce((product, side) => product * side, BYTES[dtype]);
  if (to - from !== bytes) {
    throw new SafetensorsError(`${name}: ${to - from} bytes for [${shape}], not ${bytes}`);
  }
  return { dtype, shape, from, to };
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}
