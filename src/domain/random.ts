/**
 * Seeded randomness. Every stream is a pure function of a seed and of what it is for, so that a run
 * that stops after epoch 3 and continues tomorrow draws the same numbers as one that never stopped.
 */

/**
 * Mixes 32-bit integers into one well-spread 32-bit unsigned integer
 * (the finaliser of MurmurHash3 by Austin Appleby, public domain, applied to each part in turn).
 */
export function mix(...parts: number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/**
 * A stream of numbers in [0, 1) from a 32-bit seed: mulberry32 by Tommy Ettinger (public domain),
 * period 2^32, enough for a shuffle of 60,000.
 */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Shuffles in place by Fisher and Yates's method and returns the same array. */
export function shuffle<T extends Uint32Array | number[]>(items: T, seed: number): T {
  const random = randomStream(seed);
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = items[last] as number;
    items[last] = items[other] as number;
    items[other] = kept;
  }
  return items;
}
