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
  /** By our own engine, which answers sooner; one for all weights that come under the key. */
  readonly answering: Answering;
  /** The weights as they came, in tfjs layout. */
  readonly weights: readonly NamedArray[];
}

/** The engine of a network, made with the first question: who only looks inside has none made. */
interface Answering {
  /** Null until somebody asks; null is what it comes to where tfjs has to answer. */
  engine: Promise<Engine | null> | null;
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
    whenMade(before, (engine) => engine.writeWeights(weights));
    networks.set(key, { ...before, ...about });
    return null;
  }
  const network = builtNetwork(spec, weights);
  closeNetwork(key);
  networks.set(key, { ...about, network, answering: { engine: null } });
  return null;
}

/** Frees a network, if it is open. */
export function closeNetwork(key: string): void {
  const opened = networks.get(key);
  if (!opened) return;
  opened.network.dispose();
  whenMade(opened, (engine) => engine.dispose());
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
  const opened = openedNetwork(key);
  const { network, spec, temperature } = opened;
  const engine = await engineOf(opened);
  const logits = engine?.logits(pixels) ?? (await tfjsLogits(network, spec, pixels));
  return softmax(logits, classCount(spec), temperature);
}

/**
 * Makes a network ready to answer at once, which takes a moment the first time.
 * @throws AtelierError `network-missing`
 */
export async function getReadyToAnswer(key: string): Promise<null> {
  await engineOf(openedNetwork(key));
  return null;
}

/** The engine that answers for a network, made at the first call; null where tfjs has to answer. */
async function engineOf({
  answering,
  network,
  spec,
  weights,
}: OpenNetwork): Promise<Engine | null> {
  answering.engine ??= agreeingEngine(network, spec, weights);
  try {
    return await answering.engine;
  } catch (thrown) {
    // It could not be loaded: the next question tries again.
    answering.engine = null;
    throw thrown;
  }
}

/** Does something with the engine of a network once it is made, if it is; who asked is told where it cannot be. */
function whenMade({ answering }: OpenNetwork, use: (engine: Engine) => void): void {
  answering.engine?.then(
    (engine) => engine && use(engine),
    () => {},
  );
}

function builtNetwork(spec: ModelSpec, weights: readonly NamedArray[]): TfNetwork {
  // No dropout when answering: its clock stands still.
  const network = new TfNetwork(spec, { seed: 0, step: 0 });
  try {
    writeWeights(network, weights);
    return network;
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
