/** What a person does on the Assistant screen; assistant-queue.ts then answers. */

import { positionByMeaning } from '../domain/photo/categories';
import { type Mark, NO_ADJUSTMENTS, type PhotoAdjustments } from '../domain/photo/photo';
import { turnedBy } from '../domain/photo/quarter-turns';
import { addPhotos, isUnopened, stopOpening, takeIn } from './assistant-intake';
import { forgetRemoved, wakeQueue, watchAnswers } from './assistant-queue';
import { settleNow } from './assistant-settling';
import {
  batchAfter,
  emptyAssistant,
  enlarged,
  lastResult,
  type PhotoItem,
  patchPhoto,
  patchPhotos,
  placedFor,
  resumed,
  useAssistant,
} from './assistant-state';
import {
  callNetwork,
  chosenNetwork,
  followRun,
  listNetworks,
  type NetworksState,
  preferPhotoNetwork,
  useNetworks,
} from './networks';
import { usePreferences } from './preferences';
import { openScopeAhead, presentWithout, restScope, retryScope } from './scope-check';

/** Adds a photo and shows it, if the list has room for it. */
export function addAndSelect(file: File): void {
  addPhotos([file]);
  const newest = useAssistant.getState().photos.at(-1);
  if (newest?.file === file) selectPhoto(newest.id);
}

/** Shows a photo with its steps. */
export function selectPhoto(id: string): void {
  const { selectedId, open } = useAssistant.getState();
  if (id === selectedId) return;
  // The queue leaves alone what became of a photo and is not in the state yet, and in a pause nothing else wakes it.
  settleNow();
  useAssistant.setState({ selectedId: id, open: open?.id === id ? open : null });
  wakeQueue();
}

/**
 * Takes a photo out of the list; the next one is selected in its place. Its duplicates are answered
 * then, the first of them as what the others repeat.
 */
export function removePhoto(id: string): void {
  // Else it would not be known here of the last ones that they repeat it.
  settleNow();
  useAssistant.setState((state) => {
    const at = state.photos.findIndex((photo) => photo.id === id);
    const photos = state.photos
      .filter((photo) => photo.id !== id)
      .map((photo) => (photo.duplicateOf === id ? { ...photo, ...FRESH } : photo));
    const neighbour = photos[Math.min(at, photos.length - 1)]?.id ?? null;
    const selectedId = state.selectedId === id ? neighbour : state.selectedId;
    const open = state.open?.id === selectedId ? state.open : null;
    return { photos, selectedId, open, batch: batchAfter(state, photos) };
  });
  forgetRemoved();
  wakeQueue();
}

/** Takes all photos out of the list. */
export function clearPhotos(): void {
  useAssistant.setState(emptyAssistant());
  stopOpening();
  forgetRemoved();
}

/** Answers no further photo until {@link resumePhotos}; a photo that is selected is answered still. */
export function pausePhotos(): void {
  useAssistant.setState(({ batch }) => ({
    batch: batch && { ...batch, pausedAt: batch.pausedAt ?? performance.now() },
  }));
}

/** Goes on after {@link pausePhotos}. */
export function resumePhotos(): void {
  useAssistant.setState(({ batch }) => ({ batch: batch && resumed(batch) }));
  wakeQueue();
}

/** Leaves the photos that wait unanswered; they stay in the list. What is still being opened is not added to it. */
export function cancelPhotos(): void {
  stopOpening();
  settleNow();
  useAssistant.setState(({ photos }) => ({
    photos: photos.map((photo) =>
      photo.status === 'waiting' ? { ...photo, status: 'skipped' as const } : photo,
    ),
    batch: null,
  }));
}

/** Answers the photos that were left unanswered after all. */
export function answerSkipped(): void {
  const skipped = useAssistant.getState().photos.filter(({ status }) => status === 'skipped');
  patchPhotos(new Map(skipped.map(({ id }) => [id, { status: 'waiting' }])));
  useAssistant.setState(({ batch }) => ({ batch: enlarged(batch, skipped.length) }));
  wakeQueue();
}

/** Answers a photo although the list has another one with the same bytes. */
export function keepDuplicate(id: string): void {
  patchPhoto(id, { status: 'waiting', duplicateOf: null, isKept: true });
  useAssistant.setState(({ batch }) => ({ batch: enlarged(batch, 1) }));
  wakeQueue();
}

/**
 * Answers a photo again that was not answered through no fault of its own. A zip is opened again: its photos
 * come to the end of the list.
 */
export function retryPhoto(id: string): void {
  const photo = useAssistant.getState().photos.find((item) => item.id === id);
  if (photo && isUnopened(photo)) {
    removePhoto(id);
    void takeIn([photo]);
    return;
  }
  patchPhoto(id, { status: 'waiting', failure: null });
  useAssistant.setState(({ batch, open }) => ({
    batch: enlarged(batch, 1),
    open: open?.id === id ? null : open,
  }));
  wakeQueue();
}

/**
 * Notes what a person says a photo shows; null takes it back. Only this makes a label: an answer of
 * the network never does by itself.
 * @param label position in the network's classes
 */
export function correctPhoto(id: string, label: number | null): void {
  const correctedName = label === null ? null : (classesOf(useNetworks.getState())[label] ?? null);
  patchPhoto(id, { correctedName, correctedClass: label });
}

/** Tries again after a failure that stopped all answers. */
export function retryAnswers(): void {
  useAssistant.setState({ failure: null });
  wakeQueue();
}

/** Asks the photo network again after a failure. */
export function retryScopeCheck(): void {
  retryScope();
  wakeQueue();
}

/** Corrects how a photo is read. While an answer is under way, only the newest correction waits. */
export function adjustPhoto(id: string, change: Partial<PhotoAdjustments>): void {
  const photo = useAssistant.getState().photos.find((item) => item.id === id);
  if (!photo) return;
  patchPhoto(id, { adjustments: { ...photo.adjustments, ...change } });
  wakeQueue();
}

/** Adds a stroke that says what is garment, or background. */
export function markPhoto(id: string, mark: Mark): void {
  const photo = useAssistant.getState().photos.find((item) => item.id === id);
  if (photo) adjustPhoto(id, { marks: [...photo.adjustments.marks, mark] });
}

/** Takes the last stroke back. */
export function unmarkPhoto(id: string): void {
  const photo = useAssistant.getState().photos.find((item) => item.id === id);
  if (photo) adjustPhoto(id, { marks: photo.adjustments.marks.slice(0, -1) });
}

/** Turns a photo a quarter, and the chosen part and the marks with it. */
export function turnPhoto(id: string, direction: 'left' | 'right'): void {
  const photo = useAssistant.getState().photos.find((item) => item.id === id);
  if (!photo) return;
  adjustPhoto(id, turnedBy(direction === 'right' ? 1 : 3, photo.adjustments));
}

/** Leaves everything about a photo to the app again. */
export function resetPhoto(id: string): void {
  patchPhoto(id, { adjustments: NO_ADJUSTMENTS });
  wakeQueue();
}

/**
 * Keeps the answers in step with the network that is chosen, until the function that is given back is
 * called. Photos already added go on being answered after that, by the same network.
 */
export function openAssistant(): () => void {
  forgetWaiting();
  const stopPreferring = preferPhotoNetwork();
  void listNetworks().then(getReady);
  const stopFollowing = followRun();
  const unsubscribe = useNetworks.subscribe(({ version }, before) => {
    if (version === before.version) return;
    // Another network may be there where the last one was not.
    useAssistant.setState({ failure: null });
    getReady();
    proceed();
  });
  const stopChecking = usePreferences.subscribe(({ checksScope }, before) => {
    if (checksScope !== before.checksScope) proceed();
  });
  watchAnswers(true);
  return () => {
    watchAnswers(false);
    stopChecking();
    unsubscribe();
    stopFollowing();
    afterBatch(() => {
      stopPreferring();
      // Not before: the next photo of the batch would start its worker again, to be left behind.
      restScope();
    });
  };
}

/** Keeps what waits for the end of the batch from happening. */
let forgetWaiting = (): void => {};

/** Calls when no photo is being answered any more, so that one network answers a whole batch. */
function afterBatch(call: () => void): void {
  const look = () => {
    const { batch, failure } = useAssistant.getState();
    if (batch !== null && batch.pausedAt === null && failure === null) return;
    forgetWaiting();
    call();
  };
  forgetWaiting = useAssistant.subscribe(look);
  look();
}

/** Opens the networks before a photo comes. Where that fails, the first photo tries again, and tells. */
function getReady(): void {
  void callNetwork((worker, key) => worker.getReadyForPhotos(key)).catch(() => {});
  openScopeAhead();
}

// In the same moment, before anything is drawn: no answer is ever shown by the classes of another network.
useNetworks.subscribe((now, before) => {
  const [id, classes] = [chosenNetwork(now)?.id ?? null, classesOf(now)];
  const isSameNetwork = id === (chosenNetwork(before)?.id ?? null);
  if (isSameNetwork && classes.join('\n') === classesOf(before).join('\n')) return;
  useAssistant.setState(({ photos }) => ({
    photos: photos.map((photo) => renamed(forAnother(photo, id), classes)),
  }));
});

/** A photo as it is for another network, which may answer what the one before could not. */
function forAnother(photo: PhotoItem, networkId: string | null): PhotoItem {
  const placed = placedFor(photo, networkId);
  const wasAnswered = placed.status === 'refused' && lastResult(placed) !== null;
  return wasAnswered ? { ...placed, status: 'answered', failure: null } : placed;
}

/** What was said stays what was said when a network with other classes answers, and is back with the first one. */
function renamed(photo: PhotoItem, classes: readonly string[]): PhotoItem {
  if (photo.correctedName === null) return photo;
  return { ...photo, correctedClass: positionByMeaning(photo.correctedName, classes) };
}

function classesOf(networks: NetworksState): readonly string[] {
  return chosenNetwork(networks)?.record.dataset.classes ?? [];
}

/** Looks for work after a change of who is asked. */
function proceed(): void {
  if (presentWithout()) openScopeAhead();
  else restScope();
  wakeQueue();
}

/** A duplicate that is none any more, unless another one comes before it. */
const FRESH = { status: 'waiting', duplicateOf: null, fingerprint: null } as const;
