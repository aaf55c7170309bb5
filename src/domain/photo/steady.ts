/** Answers to the frames of a film, steadied: one frame alone flickers. */

/** An answer that earlier frames have a share in. */
export interface SteadyAnswer {
  /** The network that answered, by its id. */
  networkId: string;
  /** What the network saw of the last frame. */
  pixels: Uint8Array;
  /** Of the classes; they add up to 1. */
  probabilities: Float32Array;
  /** What the photo network says, by its categories; null where it was not asked. */
  scope: Float32Array | null;
  /** When the last frame was answered, in milliseconds. */
  at: number;
}

/** Milliseconds after which an earlier frame counts 1 / e of what it did. */
const MEMORY_MS = 500;
/** Mean difference of two frames in grey levels (of 255) from which on they show something else. */
const SCENE_CHANGE = 30;

/**
 * The next answer: an exponential mean over time, so that it is as steady at any rate of frames. It
 * begins anew when the scene changes, or another network answers.
 */
export function steadied(before: SteadyAnswer | null, frame: SteadyAnswer): SteadyAnswer {
  if (!before || !isSameScene(before, frame)) return frame;
  const kept = Math.exp(-Math.max(0, frame.at - before.at) / MEMORY_MS);
  const mean = (earlier: Float32Array, now: Float32Array) =>
    now.map((share, label) => kept * (earlier[label] as number) + (1 - kept) * share);
  return {
    ...frame,
    probabilities: mean(before.probabilities, frame.probabilities),
    scope: before.scope && frame.scope ? mean(before.scope, frame.scope) : frame.scope,
  };
}

function isSameScene(one: SteadyAnswer, other: SteadyAnswer): boolean {
  const { networkId, pixels } = other;
  if (one.networkId !== networkId || one.pixels.length !== pixels.length) return false;
  const difference = pixels.reduce(
    (sum, value, at) => sum + Math.abs(value - (one.pixels[at] as number)),
    0,
  );
  return difference < SCENE_CHANGE * pixels.length;
}
