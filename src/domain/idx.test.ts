import { describe, expect, it } from 'vitest';
import { IdxError, type IdxFault, parseIdxImages, parseIdxLabels } from './idx';

/** Hand-made IDX bytes: the header as 32-bit big-endian words, then the body. */
function idx(words: number[], body: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(words.length * 4 + body.length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => {
    view.setUint32(index * 4, word);
  });
  bytes.set(body, words.length * 4);
  return bytes;
}

function faultOf(read: () => unknown): IdxFault {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof IdxError) return thrown.fault;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

const ramp = (length: number) => Uint8Array.from({ length }, (_, index) => index % 256);

describe('parseIdxImages', () => {
  it('reads images as a view of the input', () => {
    const file = idx([0x803, 2, 28, 28], ramp(2 * 784));
    const { count, pixels } = parseIdxImages(file);
    expect(count).toBe(2);
    expect(pixels).toEqual(ramp(2 * 784));
    expect(pixels.buffer).toBe(file.buffer);
  });

  it('reads a file that starts in the middle of a larger buffer', () => {
    const file = idx([0x803, 1, 28, 28], ramp(784));
    const padded = new Uint8Array(file.length + 5);
    padded.set(file, 5);
    expect(parseIdxImages(padded.subarray(5)).pixels).toEqual(ramp(784));
  });

  it('accepts a file of no images', () => {
    expect(parseIdxImages(idx([0x803, 0, 28, 28], [])).count).toBe(0);
  });

  it.each([0, 1, 3])('refuses %i bytes', (length) => {
    const fault = faultOf(() => parseIdxImages(new Uint8Array(length)));
    expect(fault).toEqual({ code: 'header-truncated', expected: 16, found: length });
  });

  it('refuses a header that is cut off', () => {
    const fault = faultOf(() => parseIdxImages(idx([0x803, 1, 28], [])));
    expect(fault).toEqual({ code: 'header-truncated', expected: 16, found: 12 });
  });

  it.each([
    ['labels', 0x801],
    ['floats', 0xd03],
    ['gzip', 0x1f8b0808],
    ['little-endian', 0x03080000],
  ])('refuses the magic number of %s', (_, magic) => {
    const fault = faultOf(() => parseIdxImages(idx([magic, 1, 28, 28], ramp(784))));
    expect(fault).toEqual({ code: 'wrong-magic', expected: 0x803, found: magic });
  });

  it('refuses images of another size, even when the bytes add up', () => {
    const fault = faultOf(() => parseIdxImages(idx([0x803, 1, 14, 56], ramp(784))));
    expect(fault).toEqual({ code: 'wrong-dimensions', expected: [28, 28], found: [14, 56] });
  });

  it('refuses a truncated and an overlong body', () => {
    const words = [0x803, 2, 28, 28];
    expect(faultOf(() => parseIdxImages(idx(words, ramp(2 * 784 - 1))))).toEqual({
      code: 'truncated',
      count: 2,
      expected: 1584,
      found: 1583,
    });
    expect(faultOf(() => parseIdxImages(idx(words, ramp(2 * 784 + 1)))).code).toBe(
      'trailing-bytes',
    );
  });

  it('refuses a hostile count without allocating for it', () => {
    const fault = faultOf(() => parseIdxImages(idx([0x803, 0xffffffff, 28, 28], ramp(784))));
    expect(fault).toEqual({
      code: 'truncated',
      count: 0xffffffff,
      expected: 16 + 0xffffffff * 784,
      found: 800,
    });
  });
});

describe('parseIdxLabels', () => {
  it('reads labels 0 to 9', () => {
    expect(parseIdxLabels(idx([0x801, 3], [0, 9, 4]))).toEqual(Uint8Array.of(0, 9, 4));
  });

  it('refuses a label outside the ten classes and says where', () => {
    const fault = faultOf(() => parseIdxLabels(idx([0x801, 3], [0, 9, 10])));
    expect(fault).toEqual({ code: 'label-out-of-range', index: 2, label: 10 });
  });

  it('refuses image files, truncated, overlong and hostile ones', () => {
    expect(faultOf(() => parseIdxLabels(idx([0x803, 3], [1, 2, 3]))).code).toBe('wrong-magic');
    expect(faultOf(() => parseIdxLabels(idx([0x801], []))).code).toBe('header-truncated');
    expect(faultOf(() => parseIdxLabels(idx([0x801, 4], [1, 2, 3]))).code).toBe('truncated');
    expect(faultOf(() => parseIdxLabels(idx([0x801, 2], [1, 2, 3]))).code).toBe('trailing-bytes');
    expect(faultOf(() => parseIdxLabels(idx([0x801, 0xffffffff], [1]))).code).toBe('truncated');
  });

  it('says in words what is wrong', () => {
    expect(() => parseIdxLabels(idx([0x803, 1], [1]))).toThrow(
      'not the expected IDX file: magic 0x00000803, not 0x00000801',
    );
  });
});
