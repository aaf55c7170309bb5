/** The photos of the Assistant screen and what became of them: state only, see assistant.ts. */
import { create } from 'zustand';
import type { Failure } from '../domain/failure';
import type { CaptureDate } from '../domain/photo/capture-date';
import type { PhotoAdjustments, PixelImage, PreparedPhoto } from '../domain/photo/photo';

/** What is kept of an answer for every photo: hundreds of them must fit into memory. */
export interface PhotoResult {
  /** 96 pixels on its long side. */
  thumbnail: PixelImage;
  /** The 784 bytes that entered the network. */
  pixels: Uint8Array<ArrayBuffer>;
  /** Of the ten classes. */
  probabilities: Float32Array<ArrayBuffer>;
  /** Whether a garment could be told from its background. */
  found: boolean;
  /** Separate garments that were found. */
  garments: number;
  /** What {@link useNetworks} called the network and its weights when this was asked. */
  version: number;
}

/** `skipped`: cancelled before its turn came. */
export type PhotoStatus = 'waiting' | 'answered' | 'refused' | 'skipped';

/** A photo in the list. */
export interface PhotoItem {
  id: string;
  file: File;
  status: PhotoStatus;
  adjustments: PhotoAdjustments;
  /** The adjustments that were answered last, or failed last; null before. */
  asked: PhotoAdjustments | null;
  /** Stays while adjustments are worked on, and when they fail. */
  result: PhotoResult | null;
  /** Why there is no result; null otherwise. */
  failure: Failure | null;
  /** Null while it is not known, and where nothing tells it. */
  taken: CaptureDate | null;
  /** Class that a person says it is, as a position in the network's classes; null: none was said. */
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
  /** By `performance.now()`. */
  startedAt: number;
}

/** State of the Assistant screen. */
export interface AssistantState {
  photos: readonly PhotoItem[];
  selectedId: string | null;
  open: OpenPhoto | null;
  /** Null when no photo waits. */
  batch: Batch | null;
  /** Why no photo at all can be answered: no network, for one. Photos keep their places. */
  failure: Failure | null;
}

/** The photos, for components and other stores. */
export const useAssistant = create<AssistantState>(emptyAssistant);

/** No photos. */
export function emptyAssistant(): AssistantState {
  return { photos: [], selectedId: null, open: null, batch: null, failure: null };
}

/** The selected photo. */
export function selectedPhoto({ photos, selectedId }: AssistantState): PhotoItem | null {
  return photos.find(({ id }) => id === selectedId) ?? null;
}

/** Changes a photo, if it is still there. */
export function patchPhoto(id: string, change: Partial<PhotoItem>): void {
  useAssistant.setState(({ photos }) => ({
    photos: photos.map((photo) => (photo.id === id ? { ...photo, ...change } : photo)),
  }));
}
