/**
 * Which network answers on the screens that use one: the present run's, a stored one, or the one that
 * comes with the app. It is opened in the worker that applies networks when it is first asked.
 */
import { create } from 'zustand';
import { callInference, callWorker, handOver, onInferenceLost } from '../client/worker-client';
import type { ProxyCallback, Remote } from '../client/worker-link';
import { AtelierError, type Failure, type Result, toFailure } from '../domain/failure';
import { type NetworkRequest, SHIPPED_FILES, SHIPPED_FOLDERS } from '../domain/network';
import { photoTemperature } from '../domain/photo/photo-temperature';
import type { RunRecord } from '../domain/run';
import { arrayBuffers, type NamedArray } from '../domain/tensors';
import type { InferenceApi } from '../protocol/inference';
import { listCheckpointIds, listRuns, loadCheckpoint } from '../storage/runs';
import { useRun } from './run-state';
import { type ShippedOption, shippedAddress, shippedOptions } from './shipped-networks';

/** A network that can be chosen: a run's, by its id, or one that comes with the app, by its kind. */
export type NetworkOption =
  | { id: string; kind: 'current' | 'stored'; record: RunRecord }
  | ShippedOption;

/** How often a running training is looked at for newer weights: each look costs the training a little. */
const FOLLOW_MS = 980;

/** State of the networks. */
export interface NetworksState {
  /** The present run first, then the shipped networks, then stored runs, newest first. */
  options: NetworkOption[];
  /** What a person chose; null to leave it to the app. */
  choice: string | null;
  /** Whether photos are to be answered: the app then takes the network that was trained on photos. */
  isForPhotos: boolean;
  /**
   * Changes whenever another network or newer weights answer: what was asked before is out of date. The same
   * again where weights answer that answered before.
   */
  version: number;
  /** Why the list is not complete. */
  failure: Failure | null;
}

/** The networks, for components and other stores. */
export const useNetworks = create<NetworksState>(() => ({
  options: [],
  choice: null,
  isForPhotos: false,
  version: 0,
  failure: null,
}));

/** What is open in the worker, and how many steps of the present run its weights have seen. */
let opened: { key: string; points: number } | null = null;
let opening: Promise<unknown> = Promise.resolve();
/** Counts networks that were opened; each closes the one before. */
let openings = 0;
let followers = 0;
/** Versions of networks whose weights stay as they are, by their ids. */
const versions = new Map<string, number>();
let newestVersion = 0;
/** Counts looks at the list; an earlier one that answers late is dropped. */
let listing = 0;

/**
 * The network that answers: the chosen one; else for photos the one trained on photos, and otherwise the
 * present run's, else the shipped one. Null while the list is not there yet.
 */
export function chosenNetwork({
  options,
  choice,
  isForPhotos,
}: Pick<NetworksState, 'options' | 'choice' | 'isForPhotos'>): NetworkOption | null {
  const ofKind = (wanted: NetworkOption['kind']) => options.find(({ kind }) => kind === wanted);
  const chosen = options.find(({ id }) => id === choice) ?? (isForPhotos && ofKind('photo'));
  return chosen || ofKind('current') || ofKind('shipped') || options[0] || null;
}

/** Has the app choose for photos, until the function that is given back is called. */
export function preferPhotoNetwork(): () => void {
  const set = (isForPhotos: boolean) => {
    const before = chosenNetwork(useNetworks.getState());
    useNetworks.setState({ isForPhotos });
    outdateOthers(before);
  };
  set(true);
  return () => set(false);
}

/** Has another network answer. */
export function chooseNetwork(id: string): void {
  const before = chosenNetwork(useNetworks.getState());
  useNetworks.setState({ choice: id });
  outdateOthers(before);
}

/** Lists the networks there are; called when a screen that uses one opens, and after a run. */
export async function listNetworks(): Promise<void> {
  const mine = ++listing;
  const failures: Failure[] = [];
  const orNothing = (thrown: unknown) => {
    failures.push(toFailure(thrown));
    return [];
  };
  const [shipped, stored] = await Promise.all([
    shippedOptions(orNothing),
    storedOptions().catch(orNothing),
  ]);
  if (listing !== mine) return;
  const current = currentOption();
  const others = [...shipped, ...stored].filter(({ id }) => id !== current[0]?.id);
  const before = chosenNetwork(useNetworks.getState());
  useNetworks.setState({ options: [...current, ...others], failure: failures[0] ?? null });
  outdateOthers(before);
}

/**
 * Asks the chosen network, opening it first where need be.
 * @throws AtelierError `network-missing`, or what the call gives
 */
export async function callNetwork<T>(
  call: (worker: Remote<InferenceApi>, key: string, proxy: ProxyCallback) => Promise<Result<T>>,
): Promise<T> {
  const key = await openChosen();
  const result = await callInference((worker, proxy) => call(worker, key, proxy));
  if (!result.ok) throw new AtelierError(result.failure);
  return result.value;
}

/**
 * How many networks were opened until now. Where it changed during a call, the network that was asked may
 * have been closed meanwhile, although it is the chosen one again.
 */
export function networkOpenings(): number {
  return openings;
}

/**
 * Keeps the answering weights near those of the present run while it trains, until the function that
 * is given back is called. Costs nothing while another network is chosen or the tab is hidden.
 */
export function followRun(): () => void {
  followers++;
  const timer = setInterval(() => void refresh(), FOLLOW_MS);
  return () => {
    followers--;
    clearInterval(timer);
  };
}

// The present run is an option of its own: it comes with the first step and goes with Reset.
useRun.subscribe((run, before) => {
  if (run.record?.id === before.record?.id && run.status === before.status) return;
  if (useNetworks.getState().options.length > 0 || followers > 0) void listNetworks();
});

// What was asked fails with that, and the next question opens the network anew. Not asked again by
// itself: a photo that ends the worker would end the next one too.
onInferenceLost(() => {
  opened = null;
});

/** Outdates what was asked, unless the network that answers is the one that answered before. */
function outdateOthers(before: NetworkOption | null): void {
  const now = chosenNetwork(useNetworks.getState());
  if (now?.id !== before?.id) outdate(now);
}

function outdate(now: NetworkOption | null): void {
  // The present run may have gone on since it answered last.
  const isFixed = now !== null && now.kind !== 'current';
  const known = isFixed ? versions.get(now.id) : undefined;
  const version = known ?? ++newestVersion;
  if (isFixed) versions.set(now.id, version);
  useNetworks.setState({ version });
}

async function refresh(): Promise<void> {
  const chosen = chosenNetwork(useNetworks.getState());
  if (chosen?.kind !== 'current' || document.hidden) return;
  if (opened?.key === chosen.id && opened.points === useRun.getState().points) return;
  try {
    await openChosen(true);
    outdate(chosen);
  } catch (thrown) {
    const failure = toFailure(thrown);
    // A lost training worker is told and mended by the run itself; what is open goes on answering.
    if (failure.code !== 'worker-lost') useNetworks.setState({ failure });
  }
}

/** Opens the chosen network unless it is open, one after the other; gives its key. */
function openChosen(renew = false): Promise<string> {
  const mine = opening
    .catch(() => {})
    .then(async () => {
      if (useNetworks.getState().options.length === 0) await listNetworks();
      const chosen = chosenNetwork(useNetworks.getState());
      if (!chosen) throw missing(SHIPPED_FOLDERS.shipped);
      if (opened?.key === chosen.id && !renew) return chosen.id;
      await open(chosen);
      return chosen.id;
    });
  opening = mine;
  return mine;
}

/**
 * What a worker needs to open a network under its id.
 * @throws AtelierError `network-missing`
 */
export async function networkRequest(option: NetworkOption): Promise<NetworkRequest> {
  const { id: key, record } = option;
  const { spec } = record.model;
  const weights = await weightsOf(option);
  const temperatures =
    option.kind === 'photo'
      ? { temperature: option.record.temperature }
      : { temperature: 1, photoTemperature: photoTemperature(option.record.settings) };
  return { key, spec, seed: record.settings.seed, ...temperatures, weights };
}

async function open(option: NetworkOption): Promise<void> {
  const { points } = useRun.getState();
  const request = await networkRequest(option);
  const { key, weights } = request;
  const memory = typeof weights === 'string' ? [] : arrayBuffers(weights);
  const previous = opened?.key;
  const result = await callInference((worker) => worker.openNetwork(handOver(request, memory)));
  if (!result.ok) throw new AtelierError(result.failure);
  opened = { key, points };
  openings++;
  if (previous && previous !== key) await callInference((worker) => worker.closeNetwork(previous));
}

async function weightsOf({ id, kind, record }: NetworkOption): Promise<NamedArray[] | string> {
  switch (kind) {
    case 'shipped':
    case 'forPhotos':
    case 'photo':
      return shippedAddress(kind, SHIPPED_FILES.weights);
    case 'current': {
      const result = await callWorker((worker) => worker.readWeights(id));
      if (!result.ok) throw new AtelierError(result.failure);
      if (result.value) return result.value.weights;
      // The worker was lost since: what was stored last is the next best.
      return storedWeights(record);
    }
    case 'stored':
      return storedWeights(record);
    default:
      return kind satisfies never;
  }
}

async function storedWeights(record: { id: string }): Promise<NamedArray[]> {
  const checkpoint = await loadCheckpoint(record.id);
  if (!checkpoint) throw missing(record.id);
  return checkpoint.state.weights;
}

function missing(name: string): AtelierError {
  return new AtelierError({ code: 'network-missing', name });
}

function currentOption(): NetworkOption[] {
  const { record, status } = useRun.getState();
  const hasNetwork = status === 'running' || status === 'paused' || status === 'finished';
  if (!record || !(hasNetwork || status === 'stopped')) return [];
  return [{ id: record.id, kind: 'current', record }];
}

async function storedOptions(): Promise<NetworkOption[]> {
  const [{ records }, kept] = await Promise.all([listRuns(), listCheckpointIds()]);
  return records
    .filter(({ id }) => kept.includes(id))
    .map((record) => ({ id: record.id, kind: 'stored', record }));
}
