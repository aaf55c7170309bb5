/** Answers to the frames of a film, steadied: one frame alone flickers. */
import type { VerdictFacts } from './verdict';

/** The answer to one frame. */
export interface AnsweredFrame extends VerdictFacts {
  /** The network that answered, by its id. */
  networkId: string;
  /** What the network saw of it. */
  pixels: Uint8Array;
  /** Of the classes; they add up to 1. */
  probabilities: Float32Array;
  /** What the photo network says, by its categories; null where it was not asked. */
  scope: Float32Array | null;
  /** When it was answered, in milliseconds. */
  at: number;
}

/** An answer that earlier frames have a share in; what was found changes only when most of them say so. */
export interface SteadyAnswer extends AnsweredFrame {
  /** The share of frames in which a garment was found, the latest counting most. */
  foundShare: number;
  /** The same of those in which there were several. */
  severalShare: number;
  /** What the network saw of the last frame of each kind; null where the scene had none. */
  seen: Record<Kind, Uint8Array | null>;
}

/** Whether the network was given a garment cut out, or the whole picture as none was found. */
type Kind = 'garment' | 'whole';

/** Milliseconds after which an earlier frame counts 1 / e of what it did. */
const MEMORY_MS = 500;
/** Mean difference of two frames in grey levels (of 255) from which on they show something else. */
const SCENE_CHANGE = 30;
/**
 * The share of frames that changes what was found. Half would not do: frames that take turns put the share on
 * either side of it in turns as well. This they do not reach, at two answers a second or more.
 */
const MOST = 0.75;

/**
 * The next answer: an exponential mean over time, so that it is as steady at any rate of frames. It
 * begins anew when the scene changes, or another network answers.
 */
export function steadied(before: SteadyAnswer | null, frame: AnsweredFrame): SteadyAnswer {
  if (!before || !isSameScene(before, frame)) return begun(frame);
  const kept = Math.exp(-Math.max(0, frame.at - before.at) / MEMORY_MS);
  const mean = (earlier: number, now: number) => kept * earlier + (1 - kept) * now;
  const means = (earlier: Float32Array, now: Float32Array) =>
    now.map((share, label) => mean(earlier[label] as number, share));
  const foundShare = mean(before.foundShare, Number(frame.found));
  const severalShare = mean(before.severalShare, Number(isSeveral(frame)));
  const several = settled(isSeveral(before), severalShare);
  return {
    ...frame,
    probabilities: means(before.probabilities, frame.probabilities),
    scope: before.scope && frame.scope ? means(before.scope, frame.scope) : frame.scope,
    found: settled(before.found, foundShare),
    garments: several === isSeveral(frame) ? frame.garments : before.garments,
    foundShare,
    severalShare,
    seen: { ...before.seen, [kindOf(frame)]: frame.pixels },
  };
}

function begun(frame: AnsweredFrame): SteadyAnswer {
  const seen = { garment: null, whole: null, [kindOf(frame)]: frame.pixels };
  const [foundShare, severalShare] = [Number(frame.found), Number(isSeveral(frame))];
  return { ...frame, foundShare, severalShare, seen };
}

/** Whether something is so that was so or not before, by the share of frames that say it. */
function settled(was: boolean, share: number): boolean {
  return was ? share > 1 - MOST : share >= MOST;
}

function isSeveral({ garments }: VerdictFacts): boolean {
  return garments > 1;
}

function kindOf({ found }: VerdictFacts): Kind {
  return found ? 'garment' : 'whole';
}

/**
 * Whether a frame shows what those before it did. A garment that is found in one frame and not in the next changes
 * what the network sees, and not the scene: only frames of one kind are compared.
 */
function isSameScene(before: SteadyAnswer, frame: AnsweredFrame): boolean {
  if (before.networkId !== frame.networkId) return false;
  const { pixels } = frame;
  const last = before.seen[kindOf(frame)];
  if (!last) return true;
  if (last.length !== pixels.length) return false;
  const difference = pixels.reduce(
    (sum, value, at) => sum + Math.abs(value - (last[at] as number)),
    0,
  );
  return difference < SCENE_CHANGE * pixels.length;
}
