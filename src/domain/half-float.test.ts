import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from './half-float';

describe('half-precision floats', () => {
  // From the table of examples in Wikipedia's article "Half-precision floating-point format".
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3bff, 0.99951171875],
    [0x3c00, 1],
    [0x3c01, 1.0009765625],
    [0x7bff, 65504],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xc000, -2],
    [0xfc00, Number.NEGATIVE_INFINITY],
  ])('%i is %f', (bits, value) => {
    expect(fromHalf(bits)).toBe(value);
    expect(toHalf(value)).toBe(bits);
  });

  it('come back from every one of the 65,536 patterns', () => {
    for (let bits = 0; bits < 65536; bits++) {
      const value = fromHalf(bits);
      if (Number.isNaN(value)) expect(fromHalf(toHalf(value))).toBeNaN();
      else if (toHalf(value) !== bits) expect([bits, toHalf(value)]).toEqual([bits, bits]);
    }
  });

  it('are the nearest, ties to even', () => {
    expect(toHalf(1 + 2 ** -11)).toBe(0x3c00);
    expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(toHalf(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01);
    expect(toHalf(1.5 * 2 ** -24)).toBe(0x0002);
    expect(toHalf(2 ** -25)).toBe(0x0000);
    expect(toHalf(1023.75 * 2 ** -24)).toBe(0x0400);
    expect(toHalf(65520)).toBe(0x7c00);
    expect(toHalf(-0)).toBe(0x8000);
  });
});
