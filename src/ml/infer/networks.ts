/**
 * The networks that are open for answering. They compute where answers are needed soon: by our own engine, by tfjs
 * in WASM where that does not run.
 */

import { softmax } from '../../domain/calibration';
import { AtelierError } from '../../domain/failure';
import type { ModelSpec } from '../../domain/models/layers';
import { classCount } from '../../domain/models/shapes';
import type { NetworkRequest } from '../../domain/network';
import type { NamedArray } from '../../domain/tensors';
import { startBackend } from '../backends/start';
import type { Engine } from '../engine/engine';
import { TfNetwork } from '../models/build';
import { agreeingEngine, tfjsLogits } from './answering-engine';
import { fetchWeights } from './fetch-weights';

/** A network ready to answer. */
export interface OpenNetwork {
  readonly spec: ModelSpec;
  readonly seed: number;
  readonly temperature: number;
  /** Of the mean probabilities of photos that are seen in several widths. */
  readonly photoTemperature: number;
  /** By tfjs, which can be looked into. */
  readonly network: TfNetwork;
  /** By our own engine, which answers sooner; null where tfjs has to. */
  readonly engine: Engine | null;
  /** The weights as they came, in tfjs layout. */
  readonly weights: readonly NamedArray[];
}

const networks = new Map<string, OpenNetwork>();
let starting: Promise<void> | null = null;

/**
 * Opens a network, or replaces the one under its key. Throws AtelierError `run-invalid`, `network-missing`; then the
 * one before stays.
 */
export async function openNetwork(request: NetworkRequest): Promise<null> {
  await ready();
  const { key, spec, seed, temperature, photoTemperature = 1 } = request;
  const weights =
    typeof request.weights === 'string' ? await fetchWeights(request.weights) : request.weights;
  const about = { spec, seed, temperature, photoTemperature, weights };
  const before = networks.get(key);
  // While a run is followed only its weights change, and building is what takes long.
  if (before && JSON.stringify(before.spec) === JSON.stringify(spec)) {
    writeWeights(before.network, weights);
    before.engine?.writeWeights(weights);
    networks.set(key, { ...before, ...about });
    return null;
  }
  const built = await builtNetwork(spec, weights);
  closeNetwork(key);
  networks.set(key, { ...about, ...built });
  return null;
}

/** Frees a network, if it is open. */
export function closeNetwork(key: string): void {
  const opened = networks.get(key);
  opened?.network.dispose();
  opened?.engine?.dispose();
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
  const { network, engine, spec, temperature } = openedNetwork(key);
  const logits = engine?.logits(pixels) ?? (await tfjsLogits(network, spec, pixels));
  return softmax(logits, classCount(spec), temperature);
}

/** A new network with these weights. Its first answer, which is slow, is given here: nobody waits for that one. */
async function builtNetwork(
  spec: ModelSpec,
  weights: readonly NamedArray[],
): Promise<Pick<OpenNetwork, 'network' | 'engine'>> {
  // No dropout when answering: its clock stands still.
  const network = new TfNetwork(spec, { seed: 0, step: 0 });
  try {
    writeWeights(network, weights);
    return { network, engine: await agreeingEngine(network, spec, weights) };
  } catch (thrown) {
    network.dispose();
    throw thrown;
  }
}

/** Weights that do not fit leave those before in place. Throws AtelierError `run-invalid`. */
function writeWeights(network: TfNetwork, weights: readonly NamedArray[]): void {
  try {
    network.writeWeights(weights);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new AtelierError({ code: 'run-invalid', reason: thrown.message }, { cause: thrown });
  }
}

/** WASM answers one image fastest of tfjs's backends; without it (no WebAssembly SIMD) plain JavaScript is enough. */
async function ready(): Promise<void> {
  starting ??= startBackend('wasm').catch(() => startBackend('cpu'));
  await starting;
}
