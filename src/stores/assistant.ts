/** What a person does on the Assistant screen; assistant-queue.ts then answers. */
import {
  type Mark,
  NO_ADJUSTMENTS,
  type PhotoAdjustments,
  type Region,
} from '../domain/photo/photo';
import { wakeQueue, watchAnswers } from './assistant-queue';
import { type AssistantState, emptyAssistant, patchPhoto, useAssistant } from './assistant-state';
import { followRun, listNetworks, useNetworks } from './networks';

let added = 0;

/** Adds photos to the end of the list; where none was selected, the first of them is. */
export function addPhotos(files: readonly File[]): void {
  if (files.length === 0) return;
  const items = files.map((file) => ({
    id: `photo-${++added}`,
    file,
    status: 'waiting' as const,
    adjustments: NO_ADJUSTMENTS,
    asked: null,
    result: null,
    failure: null,
    taken: null,
    correctedClass: null,
  }));
  useAssistant.setState(({ photos, selectedId, batch }) => ({
    photos: [...photos, ...items],
    selectedId: selectedId ?? items[0]?.id ?? null,
    batch: batch
      ? { ...batch, total: batch.total + items.length }
      : { total: items.length, done: 0, startedAt: performance.now() },
  }));
  wakeQueue();
}

/** Adds a photo and shows it. */
export function addAndSelect(file: File): void {
  addPhotos([file]);
  const newest = useAssistant.getState().photos.at(-1);
  if (newest) selectPhoto(newest.id);
}

/** Shows a photo with its steps. */
export function selectPhoto(id: string): void {
  const { selectedId, open } = useAssistant.getState();
  if (id === selectedId) return;
  useAssistant.setState({ selectedId: id, open: open?.id === id ? open : null });
  wakeQueue();
}

/** Takes a photo out of the list; the next one is selected in its place. */
export function removePhoto(id: string): void {
  useAssistant.setState((state) => {
    const at = state.photos.findIndex((photo) => photo.id === id);
    const photos = state.photos.filter((photo) => photo.id !== id);
    const neighbour = photos[Math.min(at, photos.length - 1)]?.id ?? null;
    const selectedId = state.selectedId === id ? neighbour : state.selectedId;
    const open = state.open?.id === selectedId ? state.open : null;
    return { photos, selectedId, open, batch: batchAfter(state, id) };
  });
  wakeQueue();
}

/** Takes all photos out of the list. */
export function clearPhotos(): void {
  useAssistant.setState(emptyAssistant());
}

/** Leaves the photos that wait unanswered; they stay in the list. */
export function cancelPhotos(): void {
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
  useAssistant.setState(({ photos }) => ({
    photos: photos.map((photo) =>
      photo.status === 'skipped' ? { ...photo, status: 'waiting' as const } : photo,
    ),
    batch: { total: skipped.length, done: 0, startedAt: performance.now() },
  }));
  wakeQueue();
}

/** Tries again after a failure that stopped all answers. */
export function retryAnswers(): void {
  useAssistant.setState({ failure: null });
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
  const { turns, crop, marks } = photo.adjustments;
  const quarters = direction === 'right' ? 1 : 3;
  let turned = { crop, marks };
  for (let done = 0; done < quarters; done++) {
    turned = { crop: turned.crop && turnRegion(turned.crop), marks: turned.marks.map(turnMark) };
  }
  adjustPhoto(id, {
    turns: ((turns + quarters) % 4) as PhotoAdjustments['turns'],
    ...turned,
  });
}

/** Leaves everything about a photo to the app again. */
export function resetPhoto(id: string): void {
  patchPhoto(id, { adjustments: NO_ADJUSTMENTS });
  wakeQueue();
}

/**
 * Keeps the answers in step with the network that is chosen, until the function that is given back is
 * called. Photos already added go on being answered after that.
 */
export function openAssistant(): () => void {
  void listNetworks();
  const stopFollowing = followRun();
  const unsubscribe = useNetworks.subscribe(({ version }, before) => {
    if (version === before.version) return;
    // Another network may be there where the last one was not.
    useAssistant.setState({ failure: null });
    wakeQueue();
  });
  watchAnswers(true);
  return () => {
    watchAnswers(false);
    unsubscribe();
    stopFollowing();
  };
}

/** The same part of a picture that was turned a quarter clockwise. */
function turnRegion({ left, top, width, height }: Region): Region {
  return { left: 1 - top - height, top: left, width: height, height: width };
}

function turnMark({ kind, places }: Mark): Mark {
  return { kind, places: places.map(({ x, y }) => ({ x: 1 - y, y: x })) };
}

function batchAfter({ photos, batch }: AssistantState, removed: string): AssistantState['batch'] {
  const waiting = photos.filter(({ status }) => status === 'waiting');
  if (!batch || !waiting.some(({ id }) => id === removed)) return batch;
  return waiting.length === 1 ? null : { ...batch, total: batch.total - 1 };
}
