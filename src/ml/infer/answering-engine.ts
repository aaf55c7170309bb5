/** Answers by our own engine: in less than half of the time of tfjs in WASM (docs/results/application.md). */
import * as tf from '@tensorflow/tfjs';
import { BACKEND_ERROR_LIMIT } from '../../domain/backend';
import { AtelierError } from '../../domain/failure';
import type { ModelSpec } from '../../domain/models/layers';
import { classCount, imageBytes } from '../../domain/models/shapes';
import { HYPOTHESIS_COUNT } from '../../domain/photo/hypotheses';
import type { NamedArray } from '../../domain/tensors';
import { imageTensor } from '../data/batch';
import type { Engine } from '../engine/engine';
import { startEngine } from '../engine/start';
import type { TfNetwork } from '../models/build';
import { relativeError } from '../relative-error';

/** Images that tfjs is given at once; bounds memory when many are asked for. */
const CHUNK = 100;

/**
 * An engine that answers as the network does: both are asked about one image, and weights of a few megabytes are
 * soon written. Null where it does not run here or comes to another result: tfjs answers then. Throws AtelierError
 * `file-unreachable` or `file-damaged` where it does not come.
 * @param network of tfjs, with the same weights
 */
export async function agreeingEngine(
  network: TfNetwork,
  spec: ModelSpec,
  weights: readonly NamedArray[],
): Promise<Engine | null> {
  const probe = Uint8Array.from({ length: imageBytes(spec) }, (_, at) => (at * 7919) % 256);
  const expected = await tfjsLogits(network, spec, probe);
  const engine = await engineFor(spec);
  if (!engine) return null;
  engine.writeWeights(weights);
  // Written so that NaN counts as wrong.
  if (relativeError(expected, engine.logits(probe)) <= BACKEND_ERROR_LIMIT) return engine;
  engine.dispose();
  return null;
}

/**
 * Logits of N images, N x classes.
 * @param pixels one image after the other, as many bytes each as the network takes
 */
export async function tfjsLogits(
  network: TfNetwork,
  spec: ModelSpec,
  pixels: Uint8Array,
): Promise<Float32Array<ArrayBuffer>> {
  const [length, classes] = [imageBytes(spec), classCount(spec)];
  const count = pixels.length / length;
  const logits = new Float32Array(count * classes);
  for (let from = 0; from < count; from += CHUNK) {
    const part = pixels.subarray(from * length, (from + CHUNK) * length);
    const tensor = tf.tidy(() => network.apply(imageTensor(spec, part), false));
    logits.set(await tensor.data<'float32'>(), from * classes);
    tensor.dispose();
  }
  return logits;
}

/** On one thread: a second one hardly gains anything with so few images at a time. Null where it cannot be. */
async function engineFor(model: ModelSpec): Promise<Engine | null> {
  const job = { model, loss: 'crossEntropy', optimizer: 'sgd', seed: 0 } as const;
  try {
    return await startEngine({ ...job, capacity: HYPOTHESIS_COUNT }, 1);
  } catch (thrown) {
    const code = thrown instanceof AtelierError ? thrown.failure.code : null;
    const isKnown = code === 'backend-unavailable' || code === 'out-of-memory';
    if (isKnown || thrown instanceof RangeError) return null;
    throw thrown;
  }
}
