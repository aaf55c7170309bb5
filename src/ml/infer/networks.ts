/** The networks that are open for answering. They compute where answers are needed soon: in WASM. */
import * as tf from '@tensorflow/tfjs';
import { AtelierError } from '../../domain/failure';
import type { ModelSpec } from '../../domain/models/layers';
import { classCount, imageBytes } from '../../domain/models/shapes';
import type { NetworkRequest } from '../../domain/network';
import type { NamedArray } from '../../domain/tensors';
import { startBackend } from '../backends/start';
import { imageTensor } from '../data/batch';
import { TfNetwork } from '../models/build';
import { fetchWeights } from './fetch-weights';

/** A network ready to answer. */
export interface OpenNetwork {
  readonly spec: ModelSpec;
  readonly seed: number;
  readonly temperature: number;
  /** Of the mean probabilities of photos that are seen in several widths. */
  readonly photoTemperature: number;
  readonly network: TfNetwork;
  /** The weights as they came, in tfjs layout. */
  readonly weights: readonly NamedArray[];
}

/** Images classified at once; bounds memory when many are asked for. */
const CHUNK = 100;

const networks = new Map<string, OpenNetwork>();
let starting: Promise<void> | null = null;

/** Opens a network, or replaces the one under its key. Throws AtelierError `run-invalid`, `network-missing`. */
export async function openNetwork(request: NetworkRequest): Promise<null> {
  await ready();
  const { key, spec, seed, temperature, photoTemperature = 1 } = request;
  const weights =
    typeof request.weights === 'string' ? await fetchWeights(request.weights) : request.weights;
  const before = networks.get(key);
  // While a run is followed only its weights change, and building is what takes long.
  const isSame = JSON.stringify(before?.spec) === JSON.stringify(spec);
  // Weights that do not fit leave the one before in place.
  const network = fittedNetwork(isSame ? (before?.network ?? null) : null, spec, weights);
  if (!isSame) closeNetwork(key);
  networks.set(key, { spec, seed, temperature, photoTemperature, network, weights });
  // The first answer of a network is slow, as code is made ready and memory taken; nobody waits for this one.
  if (!isSame) await classify(key, new Uint8Array(imageBytes(spec)));
  return null;
}

/** Frees a network, if it is open. */
export function closeNetwork(key: string): void {
  networks.get(key)?.network.dispose();
  networks.delete(key);
}

/** The network under a key. Throws AtelierError `network-missing`. */
export function openedNetwork(key: string): OpenNetwork {
  const opened = networks.get(key);
  if (!opened) throw new AtelierError({ code: 'network-missing', name: key });
  return opened;
}

/**
 * Probabilities of N images, N x classes; images one after the other, as many bytes each as the network takes.
 * @throws AtelierError `network-missing`
 */
export async function classify(
  key: string,
  pixels: Uint8Array,
): Promise<Float32Array<ArrayBuffer>> {
  const { network, spec, temperature } = openedNetwork(key);
  const [length, classes] = [imageBytes(spec), classCount(spec)];
  const count = pixels.length / length;
  const probabilities = new Float32Array(count * classes);
  for (let from = 0; from < count; from += CHUNK) {
    const part = pixels.subarray(from * length, (from + CHUNK) * length);
    const tensor = tf.tidy(() =>
      network.apply(imageTensor(spec, part), false).div(temperature).softmax(),
    );
    probabilities.set(await tensor.data<'float32'>(), from * classes);
    tensor.dispose();
  }
  return probabilities;
}

/** The given network, or a new one, with these weights. */
function fittedNetwork(
  given: TfNetwork | null,
  spec: ModelSpec,
  weights: readonly NamedArray[],
): TfNetwork {
  let built: TfNetwork | null = null;
  try {
    // No dropout when answering: its clock stands still.
    const network = given ?? new TfNetwork(spec, { seed: 0, step: 0 });
    if (!given) built = network;
    network.writeWeights(weights);
    return network;
  } catch (thrown) {
    built?.dispose();
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new AtelierError({ code: 'run-invalid', reason: thrown.message }, { cause: thrown });
  }
}

/** WASM answers one image fastest; without it (no WebAssembly SIMD) plain JavaScript is enough. */
async function ready(): Promise<void> {
  starting ??= startBackend('wasm').catch(() => startBackend('cpu'));
  await starting;
}
