/**
 * Answers photos, two at a time, so that one is decoded while the other is looked at: the selected one
 * first, with its newest adjustments; then those that wait; then, when the network has changed, those
 * whose answers are out of date.
 */
import { type Failure, isOfOnePhoto, toFailure } from '../domain/failure';
import { imageBytes } from '../domain/models/shapes';
import { joinedBytes } from '../domain/photo/pixels';
import { type Ask, openAnswer, summarize } from './assistant-asking';
import { readInOrder } from './assistant-reading';
import { isSettling, settle } from './assistant-settling';
import {
  type AssistantState,
  isListed,
  isToAnswerAnew,
  lastResult,
  type PhotoItem,
  placedFor,
  selectedPhoto,
  useAssistant,
} from './assistant-state';
import { networkNow, wasClosed } from './closed-network';
import { callNetwork, chosenNetwork, useNetworks } from './networks';
import { scopeSide } from './scope-check';

/** Answers of photos that are not open follow a training network this often, in milliseconds. */
export const RENEW_MS = 1000;
/** Photos renewed in one call; keeps the queue open for the selected one. */
const RENEW_CHUNK = 50;
/** A worker that dies of a photo twice is not given it a third time. */
const MAX_LOSSES = 2;
const RENEWAL = 'renewal';

/**
 * Photos under way at most: the browser decodes beside the worker, which looks at one at a time. The selected
 * one may come on top of them.
 */
const LANES = 2;

/** Photos under way by their ids, and {@link RENEWAL}. */
const busy = new Set<string>();
/** Whether anybody looks at the answers: those of a closed screen do not follow the network. */
let isWatched = false;
let renewedAt = Number.NEGATIVE_INFINITY;
let renewTimer: ReturnType<typeof setTimeout> | undefined;
/** Workers lost over a photo, by its id, or over {@link RENEWAL}. */
const losses = new Map<string, number>();
/** Photos that had an answer, and none when they were read again for the photo network: they keep it. */
const unreadable = new Set<string>();

/** Has the queue look for work; called after every change that may mean some. */
export function wakeQueue(): void {
  for (let job = nextJob(); job; job = nextJob()) {
    const { over } = job;
    busy.add(over);
    void job.run().finally(() => {
      busy.delete(over);
      wakeQueue();
    });
  }
}

/** Forgets what happened to photos that are no longer in the list. */
export function forgetRemoved(): void {
  for (const id of losses.keys()) if (id !== RENEWAL && !isListed(id)) losses.delete(id);
}

/** Says whether the screen is open. */
export function watchAnswers(watched: boolean): void {
  isWatched = watched;
  unreadable.clear();
  if (watched) wakeQueue();
}

interface Job {
  /** What is under way by it: a photo's id, or {@link RENEWAL}. */
  over: string;
  run: () => Promise<void>;
}

/** What is to be done now; null while nothing is, or as much is under way as may be. */
function nextJob(): Job | null {
  const state = useAssistant.getState();
  if (state.failure) return null;
  // Where a worker was lost, each is tried alone: which of two it was cannot be told.
  const lanes = losses.size > 0 ? 1 : LANES;
  const asker = askerNow();
  if (busy.size < lanes) return selectedJob(state, asker) ?? waitingJob(state, asker);
  // Files that do not come, as of a cloud, hold the lanes for half a minute: who corrects a photo does not wait.
  const isRead = (selectedPhoto(state)?.fingerprint ?? null) !== null;
  return isRead && busy.size === LANES && lanes === LANES ? selectedJob(state, asker) : null;
}

/** Who would be asked now. Made once for a look through the list: it is asked of thousands of photos. */
interface Asker {
  /** The network that answers, by its id; null while none is known. */
  networkId: string | null;
  /** Of its weights, as in {@link useNetworks}. */
  version: number;
  /** Bytes of an image as it takes it; null while none is known. */
  bytes: number | null;
  /** Whether the photo network is asked beside it. */
  hasScope: boolean;
}

function askerNow(): Asker {
  const networks = useNetworks.getState();
  const network = chosenNetwork(networks);
  return {
    networkId: network?.id ?? null,
    version: networks.version,
    bytes: network && imageBytes(network.record.model.spec),
    hasScope: scopeSide() !== null,
  };
}

function selectedJob(state: AssistantState, asker: Asker): Job | null {
  const selected = selectedPhoto(state);
  if (!selected || !isFree(selected)) return null;
  const { id } = selected;
  if (isToOpen(selected, state, asker))
    return { over: id, run: () => answer(selected, openAnswer) };
  return isRenewable(selected, asker) ? { over: id, run: () => renew([selected]) } : null;
}

function waitingJob(state: AssistantState, asker: Asker): Job | null {
  const isPaused = state.batch !== null && state.batch.pausedAt !== null;
  // What was answered follows the network also in a pause, however it has to be asked anew.
  const waiting = state.photos.find(
    (photo) => isUnanswered(photo, asker) && !(isPaused && photo.status === 'waiting'),
  );
  if (waiting) return { over: waiting.id, run: () => answer(waiting, summarize) };
  return nextRenewal(state, asker);
}

/** Neither under way nor answered a moment ago. */
function isFree({ id }: PhotoItem): boolean {
  return !busy.has(id) && !isSettling(id);
}

/** Whether a network was asked that takes other images: then the photo is prepared anew. */
function isForOthers(asked: number | undefined, { bytes }: Asker): boolean {
  return asked !== undefined && bytes !== null && asked !== bytes;
}

function isToOpen(photo: PhotoItem, { open }: AssistantState, asker: Asker): boolean {
  if (photo.status === 'refused' || photo.status === 'duplicate') return false;
  const isOpen = open?.id === photo.id && open.adjustments === photo.adjustments;
  return !isOpen || isForOthers(open.prepared?.pixels.length, asker) || lacksScope(photo, asker);
}

/** Whether the photo network is to be asked, and was not when this was answered. */
function lacksScope(photo: PhotoItem, { hasScope }: Asker): boolean {
  if (!hasScope || !isWatched || unreadable.has(photo.id)) return false;
  return lastResult(photo)?.scope === null;
}

/**
 * Its turn has not come, it was adjusted and left before the answer, or there are no pixels that fit the
 * network that answers now.
 */
function isUnanswered(photo: PhotoItem, asker: Asker): boolean {
  const { status, adjustments, asked } = photo;
  if (status === 'waiting') return isFree(photo);
  if (status !== 'answered') return false;
  const last = lastResult(photo);
  const isForOther =
    (isWatched && isForOthers(last?.inputBytes, asker)) ||
    (isOutdated(photo, asker) && last?.pixels === null);
  const isOther = asked !== adjustments || isForOther || lacksScope(photo, asker);
  return isOther && isFree(photo);
}

/** Whether other weights, or another network, gave its last answer. */
function isOutdated(photo: PhotoItem, { version, networkId }: Asker): boolean {
  const last = lastResult(photo);
  if (!isWatched || last === null) return false;
  return last.version !== version || last.networkId !== networkId;
}

/** Whether its pixels are still there to be answered anew, and fit the network that answers now. */
function isRenewable(photo: PhotoItem, asker: Asker): boolean {
  const last = lastResult(photo);
  if (!isOutdated(photo, asker) || last?.pixels === null) return false;
  return !isForOthers(last?.inputBytes, asker);
}

function nextRenewal({ photos }: AssistantState, asker: Asker): Job | null {
  if (busy.size > 0) return null;
  const outdated = photos.filter((photo) => isRenewable(photo, asker));
  if (outdated.length === 0) return null;
  // Weights that are trained on change all the time; who chose another network waits for it.
  const isAwaited = outdated.some(isToAnswerAnew);
  const wait = isAwaited ? 0 : renewedAt + RENEW_MS - performance.now();
  if (wait > 0) {
    clearTimeout(renewTimer);
    renewTimer = setTimeout(wakeQueue, wait);
    return null;
  }
  const run = async () => {
    await renew(outdated.slice(0, RENEW_CHUNK));
    if (outdated.length <= RENEW_CHUNK) renewedAt = performance.now();
  };
  return { over: RENEWAL, run };
}

/** Reads a photo where it was not read yet, and answers it unless it repeats another one. */
async function answer(photo: PhotoItem, ask: Ask): Promise<void> {
  const { id, adjustments } = photo;
  const { version } = useNetworks.getState();
  const before = networkNow();
  try {
    const known = await readInOrder(photo);
    if (known.duplicateOf !== null) {
      settle(id, { status: 'duplicate', ...known });
    } else {
      const result = { ...(await ask(photo)), version };
      settle(id, { status: 'answered', asked: adjustments, failure: null, result, ...known });
    }
    losses.delete(id);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (wasClosed(failure, before)) return;
    answerFailed(id, adjustments, failure);
  }
}

function answerFailed(id: string, adjustments: PhotoItem['adjustments'], failure: Failure): void {
  if (!isOfOnePhoto(failure)) {
    useAssistant.setState({ failure });
    return;
  }
  if (failure.code === 'worker-lost' && isListed(id) && mayRetry(id)) return;
  losses.delete(id);
  const { photos, selectedId, open } = useAssistant.getState();
  const photo = photos.find((item) => item.id === id);
  if (!photo) return;
  if (photo.result) unreadable.add(id);
  settle(id, { asked: adjustments, ...(photo.result ? {} : { status: 'refused', failure }) });
  if (selectedId !== id) return;
  const prepared = open?.id === id ? open.prepared : null;
  useAssistant.setState({ open: { id, adjustments, prepared, failure } });
}

/** Counts a worker lost over a photo, or over renewing; another one follows at the next call. */
function mayRetry(over: string): boolean {
  const lost = (losses.get(over) ?? 0) + 1;
  losses.set(over, lost);
  return lost < MAX_LOSSES;
}

/** Asks again what other weights say: the pixels kept of these photos fit the network that answers now. */
async function renew(photos: readonly PhotoItem[]): Promise<void> {
  const results = photos.flatMap((photo) => {
    const last = lastResult(photo);
    return last?.pixels ? [{ id: photo.id, last, pixels: last.pixels }] : [];
  });
  const { version } = useNetworks.getState();
  const before = networkNow();
  const networkId = before.id;
  try {
    const all = await callNetwork<Float32Array | null>(async (worker, key) =>
      // Another one was chosen while it was opened, and may take other images: the queue begins anew.
      key !== networkId
        ? { ok: true, value: null }
        : worker.answerPixels(key, joinedBytes(results.map(({ pixels }) => pixels))),
    );
    if (!all || networkId === null) return;
    losses.delete(RENEWAL);
    const classes = all.length / results.length;
    const renewed = new Map(
      results.map(({ id, last }, index) => [
        id,
        { last, probabilities: all.slice(index * classes, (index + 1) * classes) },
      ]),
    );
    const answering = askerNow().networkId;
    useAssistant.setState((state) => ({
      photos: state.photos.map((photo) => {
        const now = renewed.get(photo.id);
        // Adjusted or answered anew meanwhile: that is newer.
        if (!now || lastResult(photo) !== now.last) return photo;
        const { last, probabilities } = now;
        const result = { ...last, probabilities, version, networkId };
        return placedFor({ ...photo, result }, answering);
      }),
    }));
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (wasClosed(failure, before)) return;
    if (failure.code === 'worker-lost' && mayRetry(RENEWAL)) return;
    losses.delete(RENEWAL);
    useAssistant.setState({ failure });
  }
}
