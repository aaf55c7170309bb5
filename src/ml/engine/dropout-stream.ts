/** The random streams behind dropout masks, as the tfjs side seeds them (models/seeded-dropout.ts). */
import { mix } from '../../domain/random';

/** The same number as in models/seeded-dropout.ts: both must draw the same masks. */
const DROPOUT_STREAM = 4;

/** State of Alea (Johannes Baagøe; as in the package seedrandom, MIT) before its first number. */
export type StreamState = [carry: number, s0: number, s1: number, s2: number];

/** State at the start of a step. @param layer index of the dropout layer in its network */
export function dropoutStream(seed: number, layer: number, step: number): StreamState {
  const text = String(mix(seed, DROPOUT_STREAM, layer, step));
  const mash = makeMash();
  const start = [mash(' '), mash(' '), mash(' ')] as const;
  const [s0, s1, s2] = start.map((value) => {
    const difference = value - mash(text);
    return difference < 0 ? difference + 1 : difference;
  }) as [number, number, number];
  return [1, s0, s1, s2];
}

/** Alea's hash: each call takes in a text and gives a number in [0, 1). */
function makeMash(): (text: string) => number {
  let state = 0xefc8249d;
  return (text) => {
    for (let index = 0; index < text.length; index++) {
      state += text.charCodeAt(index);
      let high = 0.02519603282416938 * state;
      state = high >>> 0;
      high -= state;
      high *= state;
      state = high >>> 0;
      high -= state;
      state += high * 0x100000000;
    }
    return (state >>> 0) * 2.3283064365386963e-10;
  };
}
