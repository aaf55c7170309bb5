import { describe, expect, it } from 'vitest';
import { formatSafetensors, parseSafetensors, SafetensorsError } from './safetensors';

const ARRAYS = [
  { name: 'conv2d_1/kernel', shape: [1, 2, 1, 2], data: Float32Array.of(1, -2.5, 0, 1e-20) },
  { name: 'conv2d_1/bias', shape: [2], data: Float32Array.of(Math.fround(0.1), -0) },
  { name: 'scalar', shape: [], data: Float32Array.of(7) },
];

/** A file by hand, as the format's description has it. */
function file(header: unknown, values: number[] = []): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + json.length + values.length * 4);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  values.forEach((value, index) => {
    view.setFloat32(8 + json.length + index * 4, value, true);
  });
  return bytes;
}

const entry = (shape: number[], from: number, to: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe('safetensors', () => {
  it('come back as they were written, bit for bit and in order', () => {
    expect(parseSafetensors(formatSafetensors(ARRAYS, { run: 'run-1' }))).toEqual(ARRAYS);
  });

  it('follow the published layout', () => {
    const bytes = formatSafetensors(ARRAYS.slice(1, 2), { run: 'r' });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { run: 'r' },
      'conv2d_1/bias': entry([2], 0, 8),
    });
    expect(view.getFloat32(8 + length, true)).toBe(Math.fround(0.1));
    expect(bytes.length).toBe(8 + length + 8);
  });

  it('come back as the nearest half-precision numbers, in half the bytes', () => {
    const [values] = parseSafetensors(
      formatSafetensors(
        [{ name: 'a', shape: [4], data: Float32Array.of(1, -2.5, 0.1, 1e-9) }],
        {},
        'F16',
      ),
    );
    expect(values).toEqual({
      name: 'a',
      shape: [4],
      data: Float32Array.of(1, -2.5, 1638 / 16384, 0),
    });
    const sizeOf = (dtype: 'F16' | 'F32') => formatSafetensors(ARRAYS, {}, dtype).length;
    expect(sizeOf('F32') - sizeOf('F16')).toBe(7 * 2);
  });

  it('are read at any place of a larger buffer, and copied out of it', () => {
    const written = formatSafetensors(ARRAYS);
    const larger = new Uint8Array(written.length + 3);
    larger.set(written, 3);
    const read = parseSafetensors(larger.subarray(3));
    larger.fill(0);
    expect(read).toEqual(ARRAYS);
  });

  it.each([
    ['nothing', new Uint8Array(0), /shorter/],
    ['a length beyond the file', file({}).subarray(0, 9), /cut off/],
    ['an absurd length', new Uint8Array(16).fill(255), /header of/],
    ['a header that is not JSON', file('{"a"'), /not JSON/],
    ['a header that is a list', file('[]'), /not an object/],
    ['another type', file({ a: entry([1], 0, 8, 'F64') }, [1, 2]), /a: F64/],
    ['no shape', file({ a: { dtype: 'F32', data_offsets: [0, 4] } }, [1]), /a: shape/],
    ['a negative side', file({ a: entry([-1], 0, 4) }, [1]), /a: shape/],
    ['a shape that does not fit', file({ a: entry([2], 0, 4) }, [1]), /4 bytes for \[2\], not 8/],
    ['a gap', file({ a: entry([1], 4, 8) }, [1, 2]), /gap/],
    ['values cut off', file({ a: entry([2], 0, 8) }, [1]), /cut off/],
    ['bytes too many', file({ a: entry([1], 0, 4) }, [1, 2]), /after the last/],
  ])('refuse %s', (_, bytes, message) => {
    expect(() => parseSafetensors(bytes)).toThrow(SafetensorsError);
    expect(() => parseSafetensors(bytes)).toThrow(message);
  });
});
