/**
 * Brings what became of photos into the state, together where many are answered: each change of the
 * state has every view look at it, and twenty photos a second would leave them no rest.
 */
import {
  changed,
  countWaiting,
  isToAnswerAnew,
  type PhotoItem,
  placedFor,
  useAssistant,
} from './assistant-state';
import { chosenNetwork, useNetworks } from './networks';

/** Changes come to the state no more often than this, in milliseconds, while more photos wait. */
export const SETTLE_MS = 250;

const pending = new Map<string, Partial<PhotoItem>>();
let settledAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Notes what became of a photo; the state has it soon, and at once when it was the last one. */
export function settle(id: string, change: Partial<PhotoItem>): void {
  pending.set(id, { ...pending.get(id), ...change });
  const { photos, selectedId } = useAssistant.getState();
  const isLast = !photos.some(
    (photo) => (photo.status === 'waiting' || isToAnswerAnew(photo)) && !pending.has(photo.id),
  );
  const wait = settledAt + SETTLE_MS - performance.now();
  if (isLast || id === selectedId || wait <= 0) settleNow();
  else timer ??= setTimeout(settleNow, wait);
}

/** Whether something became of a photo that the state does not say yet. */
export function isSettling(id: string): boolean {
  return pending.has(id);
}

/** Brings into the state what it does not have yet, and counts the photos that waited. */
export function settleNow(): void {
  clearTimeout(timer);
  timer = undefined;
  if (pending.size === 0) return;
  settledAt = performance.now();
  const networkId = chosenNetwork(useNetworks.getState())?.id ?? null;
  useAssistant.setState(({ photos: before, batch }) => {
    // Another network may have been chosen since it was asked.
    const photos = changed(before, pending).map((photo) => placedFor(photo, networkId));
    const waiting = countWaiting(photos);
    const done = countWaiting(before) - waiting;
    // One change of the state, not one for the photos and one for the figures.
    return {
      photos,
      batch: batch && (waiting === 0 ? null : { ...batch, done: batch.done + done }),
    };
  });
  pending.clear();
}
