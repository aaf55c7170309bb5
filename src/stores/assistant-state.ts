/** The photos of the Assistant screen and what became of them: state only, see assistant.ts. */
import { create } from 'zustand';
import type { Failure } from '../domain/failure';
import type { Packing } from '../domain/intake/archive';
import type { CaptureDate } from '../domain/photo/capture-date';
import type { PhotoAdjustments, PreparedPhoto } from '../domain/photo/photo';

/** What is kept of an answer for every photo, a few kilobytes: thousands of them must fit into memory. */
export interface PhotoResult extends PhotoPicture {
  /** The network that gave it, by its id: it may be read with the classes of no other one. */
  networkId: string;
  /** Of its classes. */
  probabilities: Float32Array<ArrayBuffer>;
  /** What the photo network says, by its categories; null where it was not asked beside this one. */
  scope: Float32Array<ArrayBuffer> | null;
  /** What {@link useNetworks} called the network and its weights when this was asked. */
  version: number;
}

/** What of an answer says nothing of classes. */
export interface PhotoPicture {
  /** JPEG, 96 pixels on its long side; its bytes, as five thousand blobs would take 40 MB more. */
  thumbnail: Uint8Array<ArrayBuffer>;
  /** Bytes that entered the network. */
  inputBytes: number;
  /** These; null for colour unless the photo was opened: of five thousand they would be 188 MB. */
  pixels: Uint8Array<ArrayBuffer> | null;
  /** Whether a garment could be told from its background. */
  found: boolean;
  /** Separate garments that were found. */
  garments: number;
}

/** `skipped`: cancelled before its turn came; `duplicate`: the same bytes as an earlier photo. */
export type PhotoStatus = 'waiting' | 'answered' | 'refused' | 'skipped' | 'duplicate';

/** A photo in the list. */
export interface PhotoItem {
  id: string;
  /** The file under its own name; of one in a zip, the part of the zip that holds it. */
  file: File;
  /** Its name with those of its folders, as they were chosen or lie in the zip. */
  path: string;
  /** How it is packed in a zip; null for a file of its own. */
  packing: Packing | null;
  status: PhotoStatus;
  adjustments: PhotoAdjustments;
  /** The adjustments that were answered last, or failed last; null before. */
  asked: PhotoAdjustments | null;
  /** Of the network that answers now. Stays while adjustments are worked on, and when they fail. */
  result: PhotoResult | null;
  /** The last answer where another network gave it: for its picture, and for when that one answers again. */
  earlier: PhotoResult | null;
  /** Why there is no result; null otherwise. */
  failure: Failure | null;
  /** SHA-256 of its bytes; null before it is read. */
  fingerprint: string | null;
  /** Id of the photo that a duplicate repeats; null for all others. */
  duplicateOf: string | null;
  /** A person wants it answered although it is a duplicate. */
  isKept: boolean;
  /** Null while it is not known, and where nothing tells it. */
  taken: CaptureDate | null;
  /** Class that a person says it is, by its name; null: none was said. */
  correctedName: string | null;
  /** The same as a position in the classes of the network that answers; null where it has no such class. */
  correctedClass: number | null;
}

/** The steps of the selected photo, which are large and kept for no other. */
export interface OpenPhoto {
  id: string;
  /** What was asked for; when the item's are others by now, the answer is on its way. */
  adjustments: PhotoAdjustments;
  /** The last that succeeded; null when none did. */
  prepared: PreparedPhoto | null;
  /** Why the last adjustments gave no answer. */
  failure: Failure | null;
}

/** How far the photos that were added have come. */
export interface Batch {
  total: number;
  done: number;
  /** By `performance.now()`; moves on by the time that the queue was paused. */
  startedAt: number;
  /** Since when the queue is paused; null while it goes on. */
  pausedAt: number | null;
}

/** What was given and is not in the list. */
export interface LeftOut {
  /** Files beyond the most that the list holds. */
  beyond: number;
  /** Files beyond the bytes that are unpacked of one zip. */
  beyondBytes: number;
  /** Files that systems leave behind in folders and zips. */
  ignored: number;
}

/** Where all that was given is in the list. */
export const NOTHING_LEFT_OUT: LeftOut = { beyond: 0, beyondBytes: 0, ignored: 0 };

/** State of the Assistant screen. */
export interface AssistantState {
  photos: readonly PhotoItem[];
  selectedId: string | null;
  open: OpenPhoto | null;
  /** Null when no photo waits. */
  batch: Batch | null;
  /** Why no photo at all can be answered: no network, for one. Photos keep their places. */
  failure: Failure | null;
  /** Name of the zip or folder that is being opened; null for none. */
  opening: string | null;
  leftOut: LeftOut;
}

/** The photos, for components and other stores. */
export const useAssistant = create<AssistantState>(emptyAssistant);

/** No photos. */
export function emptyAssistant(): AssistantState {
  return {
    photos: [],
    selectedId: null,
    open: null,
    batch: null,
    failure: null,
    opening: null,
    leftOut: NOTHING_LEFT_OUT,
  };
}

/** The selected photo. */
export function selectedPhoto({ photos, selectedId }: AssistantState): PhotoItem | null {
  return photos.find(({ id }) => id === selectedId) ?? null;
}

/** Whether a photo is still there. */
export function isListed(id: string): boolean {
  return useAssistant.getState().photos.some((photo) => photo.id === id);
}

/** Changes a photo, if it is still there. */
export function patchPhoto(id: string, change: Partial<PhotoItem>): void {
  patchPhotos(new Map([[id, change]]));
}

/** Changes photos, by id, in one go over the list: each change of the state is drawn by every view. */
export function patchPhotos(changes: ReadonlyMap<string, Partial<PhotoItem>>): void {
  useAssistant.setState(({ photos }) => ({ photos: changed(photos, changes) }));
}

/** The photos with changes, by id; changes of photos that are gone are dropped. */
export function changed(
  photos: readonly PhotoItem[],
  changes: ReadonlyMap<string, Partial<PhotoItem>>,
): PhotoItem[] {
  return photos.map((photo) => {
    const change = changes.get(photo.id);
    return change ? { ...photo, ...change } : photo;
  });
}

/** The photo with its last answer as its result only if the network that answers now gave it. */
export function placedFor(photo: PhotoItem, networkId: string | null): PhotoItem {
  const last = lastResult(photo);
  const isNow = last !== null && last.networkId === networkId;
  const result = isNow ? last : null;
  const earlier = isNow ? null : last;
  return photo.result === result && photo.earlier === earlier
    ? photo
    : { ...photo, result, earlier };
}

/** The last answer, whichever network gave it: not to be shown. */
export function lastResult({ result, earlier }: PhotoItem): PhotoResult | null {
  return result ?? earlier;
}

/** What a photo looks like, also while another network's answer is awaited; null before the first one. */
export function pictureOf(photo: PhotoItem): PhotoPicture | null {
  return lastResult(photo);
}

/** Whether a photo was answered, but not yet by the network that answers now. */
export function isToAnswerAnew({ status, result }: PhotoItem): boolean {
  return status === 'answered' && result === null;
}

/** Photos whose turn has not come. */
export function countWaiting(photos: readonly PhotoItem[]): number {
  return photos.reduce((count, { status }) => (status === 'waiting' ? count + 1 : count), 0);
}

/** Has so many photos more to answer. */
export function enlarged(batch: Batch | null, by: number): Batch {
  if (batch) return { ...batch, total: batch.total + by };
  return { total: by, done: 0, startedAt: performance.now(), pausedAt: null };
}

/** The batch once these photos are the list: what is done is not undone by taking a photo out. */
export function batchAfter(
  { photos: before, batch }: AssistantState,
  after: readonly PhotoItem[],
): Batch | null {
  const waiting = countWaiting(after);
  const change = waiting - countWaiting(before);
  if (waiting === 0) return null;
  return change === 0 ? batch : enlarged(batch, change);
}

/** The batch once the queue goes on: the time of the pause does not count. */
export function resumed({ pausedAt, startedAt, ...batch }: Batch): Batch {
  const pausedMs = pausedAt === null ? 0 : performance.now() - pausedAt;
  return { ...batch, startedAt: startedAt + pausedMs, pausedAt: null };
}
