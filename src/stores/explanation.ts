/** What the chosen network makes of one image, and its weights; kept up to date while watched. */
import { create } from 'zustand';
import { type Failure, toFailure } from '../domain/failure';
import { type LayerView, layerViews } from '../domain/feature-maps';
import { imageBytes } from '../domain/models/shapes';
import type { LayerWeights } from '../domain/network';
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
  record: NetworkOption['record'];
  /** The bytes that were followed: the same array as was asked about. */
  pixels: Uint8Array;
  layers: LayerView[];
  /** Of the network's classes; they add up to 1. */
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

/** The image in question; null while there is none. */
let wanted: Uint8Array | null = null;
let watchers = 0;
let weightsWatchers = 0;
/** Whether a question is under way. */
let asking = false;
/** What was asked last: the image, and the version of the networks that answered. */
let asked: { pixels: Uint8Array; version: number } | null = null;
let weightsAsked: { version: number } | null = null;

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
  };
}

/**
 * Keeps the weights up to date too, while the network is watched, until the function that is given back
 * is called. Without it they are read once for each network: reading costs a running training more
 * than maps do.
 */
export function watchWeights(): () => void {
  weightsWatchers++;
  proceed();
  return () => {
    weightsWatchers--;
  };
}

/** Asks about another image (as many bytes as the network takes, which must not change); null to ask about none. */
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

/** Asks what is to be asked, unless a question is under way: {@link ask} then looks again at its end. */
function proceed(): void {
  if (!asking && watchers > 0 && (areMapsDue() || areWeightsDue())) void ask();
}

function areMapsDue(): boolean {
  if (!wanted) return false;
  const networks = useNetworks.getState();
  if (asked?.pixels === wanted && asked.version === networks.version) return false;
  // When another network is chosen, the image of its size comes a moment later.
  const spec = chosenNetwork(networks)?.record.model.spec;
  return !spec || imageBytes(spec) === wanted.length;
}

function areWeightsDue(): boolean {
  const networks = useNetworks.getState();
  if (weightsAsked?.version === networks.version) return false;
  const shown = useExplanation.getState().weights?.networkId;
  return weightsWatchers > 0 || weightsAsked === null || shown !== chosenNetwork(networks)?.id;
}

/** Shows all answers at once: every change costs a running training the drawing of a frame. */
async function ask(): Promise<void> {
  asking = true;
  try {
    // Read before asking: what changes meanwhile is then asked again.
    const maps = areMapsDue();
    const weights = areWeightsDue();
    const start = performance.now();
    const seen = maps ? await askMaps() : null;
    const answer = weights ? await askWeights() : null;
    // The latest question wins: an answer about an image that is gone is not shown.
    const isWanted = seen !== null && seen.pixels === wanted;
    useExplanation.setState({
      ...(isWanted && { seen, failure: null }),
      ...(answer && { weights: answer }),
    });
    if (isWanted) measure(start);
  } catch (thrown) {
    useExplanation.setState({ failure: toFailure(thrown) });
  } finally {
    asking = false;
    proceed();
  }
}

/** For the browser's performance panel, and for `npm run bench`; only the last one is kept. */
function measure(start: number): void {
  performance.clearMeasures(MEASURE);
  performance.measure(MEASURE, { start });
}

const MEASURE = 'look inside';

async function askMaps(): Promise<SeenImage | null> {
  const pixels = wanted;
  if (!pixels) return null;
  asked = { pixels, version: useNetworks.getState().version };
  let option: NetworkOption | null = null;
  const { activations, probabilities } = await callNetwork((worker, key) => {
    option = optionOf(key);
    return worker.explain(key, pixels);
  });
  const network = option as NetworkOption | null;
  if (!network) return null;
  const { id: networkId, record } = network;
  const layers = layerViews(record.model.spec, activations);
  return { networkId, record, pixels, layers, probabilities };
}

async function askWeights(): Promise<ExplanationState['weights']> {
  weightsAsked = { version: useNetworks.getState().version };
  let networkId = '';
  const layers = await callNetwork((worker, key) => {
    networkId = key;
    return worker.inspectWeights(key);
  });
  return { networkId, layers };
}

function optionOf(key: string): NetworkOption | null {
  return useNetworks.getState().options.find(({ id }) => id === key) ?? null;
}
