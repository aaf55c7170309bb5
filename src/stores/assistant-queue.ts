/**
 * Answers photos one after the other: the selected one first, with its newest adjustments; then those
 * that wait; then, when the network has changed, those whose answers are out of date.
 */
import { type Failure, toFailure } from '../domain/failure';
import {
  type AssistantState,
  type PhotoItem,
  patchPhoto,
  selectedPhoto,
  useAssistant,
} from './assistant-state';
import { callNetwork, useNetworks } from './networks';

/** Answers of photos that are not open follow a training network this often, in milliseconds. */
export const RENEW_MS = 1000;
/** Photos renewed in one call; keeps the queue open for the selected one. */
const RENEW_CHUNK = 50;
/** A worker that dies of a photo twice is not given it a third time. */
const MAX_LOSSES = 2;
const RENEWAL = 'renewal';

let isWorking = false;
/** Whether anybody looks at the answers: those of a closed screen do not follow the network. */
let isWatched = false;
let renewedAt = Number.NEGATIVE_INFINITY;
let renewTimer: ReturnType<typeof setTimeout> | undefined;
/** Workers lost over a photo, by its id, or over {@link RENEWAL}. */
const losses = new Map<string, number>();

/** Has the queue look for work; called after every change that may mean some. */
export function wakeQueue(): void {
  if (isWorking) return;
  isWorking = true;
  void work().finally(() => {
    isWorking = false;
    // A change between the last look and now would be missed.
    if (nextJob(useAssistant.getState())) wakeQueue();
  });
}

/** Says whether the screen is open. */
export function watchAnswers(watched: boolean): void {
  isWatched = watched;
  if (watched) wakeQueue();
}

async function work(): Promise<void> {
  for (;;) {
    const job = nextJob(useAssistant.getState());
    if (!job) return;
    await job();
  }
}

type Job = () => Promise<void>;

function nextJob(state: AssistantState): Job | null {
  if (state.failure) return null;
  const selected = selectedPhoto(state);
  if (selected && isToOpen(selected, state)) return () => answer(selected);
  if (selected && isOutdated(selected)) return () => renew([selected]);
  const waiting = state.photos.find(isUnanswered);
  if (waiting) return () => answer(waiting);
  return nextRenewal(state);
}

function isToOpen(photo: PhotoItem, { open }: AssistantState): boolean {
  if (photo.status === 'refused') return false;
  return open?.id !== photo.id || open.adjustments !== photo.adjustments;
}

/** Its turn has not come, or it was adjusted and left before the answer. */
function isUnanswered({ status, adjustments, asked }: PhotoItem): boolean {
  return status === 'waiting' || (status === 'answered' && asked !== adjustments);
}

function isOutdated({ result }: PhotoItem): boolean {
  return isWatched && result !== null && result.version !== useNetworks.getState().version;
}

function nextRenewal({ photos }: AssistantState): Job | null {
  const outdated = photos.filter(isOutdated);
  if (outdated.length === 0) return null;
  const wait = renewedAt + RENEW_MS - performance.now();
  if (wait > 0) {
    clearTimeout(renewTimer);
    renewTimer = setTimeout(wakeQueue, wait);
    return null;
  }
  return async () => {
    await renew(outdated.slice(0, RENEW_CHUNK));
    if (outdated.length <= RENEW_CHUNK) renewedAt = performance.now();
  };
}

async function answer({ id, file, adjustments }: PhotoItem): Promise<void> {
  const { version } = useNetworks.getState();
  try {
    const { prepared, probabilities, thumbnail } = await callNetwork((worker, key) =>
      worker.answerPhoto(key, id, file, adjustments),
    );
    const { pixels, found, garments } = prepared;
    settle(id, {
      status: 'answered',
      asked: adjustments,
      failure: null,
      result: { thumbnail, pixels, probabilities, found, garments, version },
    });
    // An answer that newer adjustments have overtaken is shown all the same, until theirs comes.
    if (useAssistant.getState().selectedId === id) {
      useAssistant.setState({ open: { id, adjustments, prepared, failure: null } });
    }
  } catch (thrown) {
    answerFailed(id, adjustments, toFailure(thrown));
  }
}

function answerFailed(id: string, adjustments: PhotoItem['adjustments'], failure: Failure): void {
  if (!isOfPhoto(failure)) {
    useAssistant.setState({ failure });
    return;
  }
  if (failure.code === 'worker-lost' && mayRetry(id)) return;
  const { photos, selectedId, open } = useAssistant.getState();
  const photo = photos.find((item) => item.id === id);
  if (!photo) return;
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

/** Whether another photo may fare better. */
function isOfPhoto({ code }: Failure): boolean {
  switch (code) {
    case 'photo-refused':
    case 'worker-lost':
    case 'out-of-memory':
    case 'unexpected':
      return true;
    default:
      return false;
  }
}

/** Counts a photo that waited, and notes what became of it. */
function settle(id: string, change: Partial<PhotoItem>): void {
  losses.delete(id);
  const { photos, batch } = useAssistant.getState();
  const before = photos.find((photo) => photo.id === id);
  if (!before) return;
  patchPhoto(id, change);
  if (!batch || before.status !== 'waiting') return;
  const isDone = !useAssistant.getState().photos.some(({ status }) => status === 'waiting');
  useAssistant.setState({ batch: isDone ? null : { ...batch, done: batch.done + 1 } });
}

/** Asks again what other weights say; the way from photo to pixels is the same for all networks. */
async function renew(photos: readonly PhotoItem[]): Promise<void> {
  const results = photos.flatMap(({ id, result }) => (result ? [{ id, result }] : []));
  const { version } = useNetworks.getState();
  try {
    const all = await callNetwork((worker, key) =>
      worker.classify(key, joined(results.map(({ result }) => result.pixels))),
    );
    losses.delete(RENEWAL);
    const classes = all.length / results.length;
    const renewed = new Map(
      results.map(({ id, result }, index) => [
        id,
        { before: result, probabilities: all.slice(index * classes, (index + 1) * classes) },
      ]),
    );
    useAssistant.setState((state) => ({
      photos: state.photos.map((photo) => {
        const now = renewed.get(photo.id);
        // Adjusted or answered anew meanwhile: that is newer.
        if (!now || photo.result !== now.before) return photo;
        return { ...photo, result: { ...now.before, probabilities: now.probabilities, version } };
      }),
    }));
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.code === 'worker-lost' && mayRetry(RENEWAL)) return;
    losses.delete(RENEWAL);
    useAssistant.setState({ failure });
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
