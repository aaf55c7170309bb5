import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from './hash';

// FIPS 180-2, appendix B, and the well-known digest of nothing.
const VECTORS = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
] as const;

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each([
  ["the browser's digest", () => {}],
  ['JavaScript, on pages that are not secure', () => vi.stubGlobal('crypto', {})],
  ['JavaScript, where there is no crypto at all', () => vi.stubGlobal('crypto', undefined)],
])('sha256Hex by %s', (_, stub) => {
  it.each(VECTORS)('agrees with the published digest of "%s"', async (text, digest) => {
    stub();
    expect(await sha256Hex(new TextEncoder().encode(text))).toBe(digest);
  });

  it('takes part of a buffer, and memory that threads share', async () => {
    stub();
    const shared = new Uint8Array(new SharedArrayBuffer(8));
    shared.set(new TextEncoder().encode('xxabcxxx'));
    expect(await sha256Hex(shared.subarray(2, 5))).toBe(VECTORS[1][1]);
  });

  it('copies no memory that is its caller’s own', async () => {
    stub();
    const bytes = new TextEncoder().encode('abc');
    const copy = vi.spyOn(bytes, 'slice');
    expect(await sha256Hex(bytes)).toBe(VECTORS[1][1]);
    expect(copy).not.toHaveBeenCalled();
  });
});
