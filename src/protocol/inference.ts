/**
 * What the worker that applies networks can be asked: answers, explanations, photos, reports, own data
 * files.
 * Types only. It is another worker than the one that trains, so that neither waits for the other.
 */
import type { Dataset } from '../domain/dataset';
import type { Result } from '../domain/failure';
import type { Explanation, LayerWeights, NetworkRequest } from '../domain/network';
import type { OwnDatasetInfo } from '../domain/own-data';
import type { PhotoAdjustments, PixelImage, PreparedPhoto } from '../domain/photo/photo';
import type { ReportRequest, TrendReport } from '../domain/trends/report';

/** A photo's way to its label, and the label. */
export interface PhotoAnswer {
  prepared: PreparedPhoto;
  /** Of the ten classes; they add up to 1. */
  probabilities: Float32Array<ArrayBuffer>;
  /** Small picture of the upright photo, for lists: 96 pixels on its long side. */
  thumbnail: PixelImage;
  /** Sides of the photo as it was taken, upright, in pixels. */
  width: number;
  height: number;
  /** Milliseconds from file or frame to probabilities, in the worker. */
  milliseconds: number;
}

/** Files to read as a data set. */
export interface ImportRequest {
  /** Names this import for {@link InferenceApi.cancelImport}. */
  importId: string;
  files: File[];
  /** Names of the ten labels, in label order. */
  classes: string[];
  /** Where the files give no test part: the share of each class held out for it, and the seed. */
  testFraction: number;
  seed: number;
}

/** How far reading the files has come. */
export interface ImportProgress {
  /** Bytes of the files read so far, and in all (as they lie on disk). */
  bytes: number;
  totalBytes: number;
  /** Images read so far. */
  images: number;
}

/** A data set that was read, as it is stored. */
export interface ImportedDataset {
  info: OwnDatasetInfo;
  content: OwnDatasetContent;
}

/** Pixels and labels of an own data set, as blobs: cheap to hold, store and hand over. */
export interface OwnDatasetContent {
  /** N x 784 bytes of each part. */
  images: { train: Blob; test: Blob };
  /** N bytes of each part. */
  labels: { train: Blob; test: Blob };
}

/** The part of the worker's interface that applies networks. */
export interface InferenceApi {
  /** Opens a network, or replaces the weights of the one open under the same key. */
  openNetwork(request: NetworkRequest): Promise<Result<null>>;
  /** Frees a network; a key that is not open is none of anybody's concern. */
  closeNetwork(key: string): void;
  /** Probabilities of `pixels.length / 784` images: that many x 10 values. */
  classify(key: string, pixels: Uint8Array): Promise<Result<Float32Array<ArrayBuffer>>>;
  /** Follows one image (784 bytes) through a network. */
  explain(key: string, pixels: Uint8Array): Promise<Result<Explanation>>;
  /** Weights of every layer that has a kernel, in order, beside the untrained ones. */
  inspectWeights(key: string): Promise<Result<LayerWeights[]>>;
  /**
   * Reads a photo and answers it. The decoded photo is kept for a while under its id, so that
   * adjusting it does not decode it again.
   */
  answerPhoto(
    key: string,
    photoId: string,
    file: File,
    adjustments: PhotoAdjustments,
  ): Promise<Result<PhotoAnswer>>;
  /** Answers a frame of the webcam; the frame is handed over and closed here. */
  answerFrame(
    key: string,
    frame: ImageBitmap,
    adjustments: PhotoAdjustments,
  ): Promise<Result<PhotoAnswer>>;
  /** Counts answered photos by category and period; asks no network. */
  computeReport(request: ReportRequest): Promise<Result<TrendReport>>;
  /** Reads IDX or CSV files; null when cancelled. */
  importDataset(
    request: ImportRequest,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Result<ImportedDataset | null>>;
  /** Ends an import; nothing of it is kept. */
  cancelImport(importId: string): void;
  /** An own data set from storage, ready for training; images lie in shared memory where possible. */
  readOwnDataset(info: OwnDatasetInfo, content: OwnDatasetContent): Promise<Result<Dataset>>;
}
