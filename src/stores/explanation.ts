/** What the chosen network makes of one image, and its weights; kept up to date while watched. */
import { create } from 'zustand';
import { type Failure, toFailure } from '../domain/failure';
import { type LayerView, layerViews } from '../domain/feature-maps';
import type { LayerWeights } from '../domain/network';
import type { RunRecord } from '../domain/run';
import {
  callNetwork,
  chosenNetwork,
  followRun,
  listNetworks,
  type NetworkOption,
  useNetworks,
} from './networks';

/** One image followed through a network. */
export interface SeenImage {
  /** The network that was asked. */
  networkId: string;
  /** Its record: how it was trained, and on which classes. */
  record: RunRecord;
  /** The 784 bytes that were followed: the same array as was asked about. */
  pixels: Uint8Array;
  layers: LayerView[];
  /** Of the ten classes; they add up to 1. */
  probabilities: Float32Array;
}

/** State of looking inside. */
export interface ExplanationState {
  /** The last answer; null until there is one. It may be of the image or network before. */
  seen: SeenImage | null;
  /** Weights of the network with this id. */
  weights: { networkId: string; layers: LayerWeights[] } | null;
  /** Why the last question has no answer. */
  failure: Failure | null;
}

/** What is seen inside the network, for components. */
export const useExplanation = create<ExplanationState>(() => ({
  seen: null,
  weights: null,
  failure: null,
}));

/** While training, maps are asked for at most this often, and weights this often. */
const MAPS_MS = 400;
const WEIGHTS_MS = 900;

/** The image in question; null while there is none. */
let wanted: Uint8Array | null = null;
let watchers = 0;
/** The one question under way, or the wait for the next. */
let asking = false;
let waiting: ReturnType<typeof setTimeout> | undefined;
/** What was asked last, and when (by performance.now()). */
let asked: { pixels: Uint8Array; version: number; at: number } | null = null;
let weightsAsked: { version: number; at: number } | null = null;

/**
 * Keeps {@link useExplanation} near the chosen network, as it changes and as it trains, until the
 * function that is given back is called. At most one question is under way at any time.
 */
export function watchNetwork(): () => void {
  watchers++;
  void listNetworks();
  const stopFollowing = followRun();
  const stopListening = useNetworks.subscribe(({ version }, before) => {
    if (version !== before.version) proceed();
  });
  proceed();
  return () => {
    watchers--;
    stopFollowing();
    stopListening();
    clearTimeout(waiting);
  };
}

/** Asks about another image (784 bytes, which must not change); null to ask about none. */
export function lookAt(pixels: Uint8Array | null): void {
  wanted = pixels;
  proceed();
}

/** Asks again after a failure. */
export function askAgain(): void {
  asked = null;
  weightsAsked = null;
  useExplanation.setState({ failure: null });
  void listNetworks();
  proceed();
}

/** Asks what is to be asked: now, or when it is time. */
function proceed(): void {
  clearTimeout(waiting);
  if (asking || watchers === 0) return;
  const wait = Math.min(untilMaps(), untilWeights());
  if (wait === Number.POSITIVE_INFINITY) return;
  if (wait > 0) waiting = setTimeout(proceed, wait);
  else void ask();
}

/** Milliseconds until the image is to be asked about; infinite while its answer is up to date. */
function untilMaps(): number {
  if (!wanted) return Number.POSITIVE_INFINITY;
  if (asked?.pixels !== wanted) return 0;
  return untilDue(asked, MAPS_MS, useExplanation.getState().seen);
}

function untilWeights(): number {
  return weightsAsked ? untilDue(weightsAsked, WEIGHTS_MS, useExplanation.getState().weights) : 0;
}

/** Newer weights of the same network wait for their turn; another network is asked at once. */
function untilDue(
  last: { version: number; at: number },
  interval: number,
  shown: { networkId: string } | null,
): number {
  const networks = useNetworks.getState();
  if (last.version === networks.version) return Number.POSITIVE_INFINITY;
  if (shown?.networkId !== chosenNetwork(networks)?.id) return 0;
  return Math.max(0, last.at + interval - performance.now());
}

async function ask(): Promise<void> {
  asking = true;
  try {
    // Read before asking: what changes meanwhile is then asked again.
    const maps = untilMaps() <= 0;
    const weights = untilWeights() <= 0;
    if (maps) await askMaps();
    if (weights) await askWeights();
  } catch (thrown) {
    useExplanation.setState({ failure: toFailure(thrown) });
  } finally {
    asking = false;
    proceed();
  }
}

async function askMaps(): Promise<void> {
  const pixels = wanted;
  if (!pixels) return;
  const at = performance.now();
  asked = { pixels, version: useNetworks.getState().version, at };
  let option: NetworkOption | null = null;
  const { activations, probabilities } = await callNetwork((worker, key) => {
    option = optionOf(key);
    return worker.explain(key, pixels);
  });
  const network = option as NetworkOption | null;
  // The latest question wins: an answer about an image that is gone is not shown.
  if (!network || pixels !== wanted) return;
  const { id: networkId, record } = network;
  const layers = layerViews(record.model.spec, activations);
  useExplanation.setState({
    seen: { networkId, record, pixels, layers, probabilities },
    failure: null,
  });
  // For the browser's performance panel, and for `npm run bench`; only the last one is kept.
  performance.clearMeasures(MEASURE);
  performance.measure(MEASURE, { start: at });
}

const MEASURE = 'look inside';

async function askWeights(): Promise<void> {
  weightsAsked = { version: useNetworks.getState().version, at: performance.now() };
  let networkId = '';
  const layers = await callNetwork((worker, key) => {
    networkId = key;
    return worker.inspectWeights(key);
  });
  useExplanation.setState({ weights: { networkId, layers } });
}

function optionOf(key: string): NetworkOption | null {
  return useNetworks.getState().options.find(({ id }) => id === key) ?? null;
}
