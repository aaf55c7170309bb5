/**
 * Brings what became of photos into the state, together where many are answered: each change of the
 * state has every view look at it, and twenty photos a second would leave them no rest.
 */
import { type PhotoItem, patchPhotos, useAssistant } from './assistant-state';

/** Changes come to the state no more often than this, in milliseconds, while more photos wait. */
export const SETTLE_MS = 150;

const pending = new Map<string, Partial<PhotoItem>>();
let settledAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Notes what became of a photo; the state has it soon, and at once when it was the last one. */
export function settle(id: string, change: Partial<PhotoItem>): void {
  pending.set(id, { ...pending.get(id), ...change });
  const { photos, selectedId } = useAssistant.getState();
  const isLast = !photos.some((photo) => photo.status === 'waiting' && !pending.has(photo.id));
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
  const { photos, batch } = useAssistant.getState();
  const isDone = ({ id, status }: PhotoItem) => status === 'waiting' && pending.has(id);
  const done = photos.filter(isDone).length;
  patchPhotos(pending);
  pending.clear();
  if (!batch) return;
  const isOver = !useAssistant.getState().photos.some(({ status }) => status === 'waiting');
  useAssistant.setState({ batch: isOver ? null : { ...batch, done: batch.done + done } });
}
