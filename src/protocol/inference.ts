/**
 * What the worker that applies networks can be asked: answers, explanations, photos, reports, own data
 * files.
 * Types only. It is another worker than the one that trains, so that neither waits for the other.
 */
import type { Dataset } from '../domain/dataset';
import type { Result } from '../domain/failure';
import type { ArchiveListing, Packing } from '../domain/intake/archive';
import type { ClassActivation, Explanation, LayerWeights, NetworkRequest } from '../domain/network';
import type { OwnDatasetInfo } from '../domain/own-data';
import type { CaptureDate } from '../domain/photo/capture-date';
import type { OwnExamples } from '../domain/photo/own-examples';
import type { PhotoAdjustments, PreparedPhoto } from '../domain/photo/photo';
import type { ReportRequest, TrendReport } from '../domain/trends/report';

/** Where the bytes of a photo lie. */
export interface PhotoSource {
  /** The file; of one in a zip, the part of the zip from its local header on, under its own name. */
  file: File;
  /** How it is packed in a zip; null for a file of its own. */
  packing: Packing | null;
}

/** What is known of a photo before it is looked at. */
export interface PhotoReading {
  /** SHA-256 of its bytes: files with the same are the same photo. */
  fingerprint: string;
  taken: CaptureDate | null;
}

/** The way of a picture to its label, and the label. */
export interface FrameAnswer {
  prepared: PreparedPhoto;
  /** Of the network's classes; they add up to 1. */
  probabilities: Float32Array<ArrayBuffer>;
  /** Sides of the photo as it was taken, upright, in pixels. */
  width: number;
  height: number;
  /** Milliseconds from file or frame to probabilities, in the worker. */
  milliseconds: number;
  /**
   * The same part of the same picture for the photo network, RGB; null where that is not asked. It is
   * asked in a worker of its own.
   */
  scopePixels: Uint8Array<ArrayBuffer> | null;
}

/** The same of a photo in the list. */
export interface PhotoAnswer extends FrameAnswer {
  /** Small JPEG of the upright photo, for lists: 96 pixels on its long side. */
  thumbnail: Uint8Array<ArrayBuffer>;
}

/** What is kept of a photo among thousands: a few kilobytes, without the pictures of its steps. */
export interface PhotoSummary {
  /** As in {@link PhotoAnswer}. */
  thumbnail: Uint8Array<ArrayBuffer>;
  /** Bytes that entered the network. */
  inputBytes: number;
  /** As in {@link PreparedPhoto}; null where the network takes colour, of which there is too much to keep. */
  pixels: Uint8Array<ArrayBuffer> | null;
  found: boolean;
  garments: number;
  probabilities: Float32Array<ArrayBuffer>;
  /** As in {@link FrameAnswer}. */
  scopePixels: Uint8Array<ArrayBuffer> | null;
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

/** Corrected photos to train on beside the images of a data set. */
export interface ExamplesRequest {
  /** As in {@link ImportRequest}. */
  importId: string;
  base: Dataset;
  /** What it is called; null in itself for those that come with the app. */
  baseName: string;
  examples: OwnExamples;
  /** How often each example is put among the training images. */
  copies: number;
  /** What the new data set is called. */
  name: string;
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
  /** Makes the network open under a key ready to answer at once; without it, the first answer does. */
  getReadyToAnswer(key: string): Promise<Result<null>>;
  /** Frees a network; a key that is not open is none of anybody's concern. */
  closeNetwork(key: string): void;
  /**
   * Probabilities of N photos whose pixels are known, N x classes, as `answerPhoto` gives them.
   * @param pixels one photo after the other, as many bytes each as the network takes
   */
  answerPixels(key: string, pixels: Uint8Array): Promise<Result<Float32Array<ArrayBuffer>>>;
  /** Follows one image, as many bytes as the network takes, through a network. */
  explain(key: string, pixels: Uint8Array): Promise<Result<Explanation>>;
  /**
   * Where the network looked for a class in one image; null as class for its own answer. Null for a
   * network without a convolution.
   */
  gradCam(
    key: string,
    pixels: Uint8Array,
    label: number | null,
  ): Promise<Result<ClassActivation | null>>;
  /** Weights of every layer that has a kernel, in order, beside the untrained ones. */
  inspectWeights(key: string): Promise<Result<LayerWeights[]>>;
  /** Reads a zip's directory; at most `room` files of it are listed. */
  listArchive(zip: File, room: number): Promise<Result<ArchiveListing>>;
  /** Does what the first photo of a visit would otherwise wait for; the network is open under the key. */
  getReadyForPhotos(key: string): Promise<Result<null>>;
  /**
   * Reads a photo, without looking at it. Its bytes are kept until it is answered, if that is next.
   * @param isAwaited whether a person waits for this one: it is decoded meanwhile
   */
  readPhoto(
    photoId: string,
    source: PhotoSource,
    isAwaited: boolean,
  ): Promise<Result<PhotoReading>>;
  /**
   * Answers a photo, with every step. The decoded photo is kept for a while under its id, so that
   * adjusting it does not decode it again.
   * @param scopeSide side of the photo network's picture, in pixels; null where that is not asked
   */
  answerPhoto(
    key: string,
    photoId: string,
    source: PhotoSource,
    adjustments: PhotoAdjustments,
    scopeSide: number | null,
  ): Promise<Result<PhotoAnswer>>;
  /** The same for one photo of many: only what is kept of it, and nothing of it stays here. */
  summarizePhoto(
    key: string,
    photoId: string,
    source: PhotoSource,
    adjustments: PhotoAdjustments,
    scopeSide: number | null,
  ): Promise<Result<PhotoSummary>>;
  /** A photo as images of Fashion-MNIST are: the garment cut out, grey on black, 784 bytes. */
  garmentPixels(
    photoId: string,
    source: PhotoSource,
    adjustments: PhotoAdjustments,
  ): Promise<Result<Uint8Array<ArrayBuffer>>>;
  /** Answers a frame of the webcam; the frame is handed over and closed here. */
  answerFrame(
    key: string,
    frame: ImageBitmap,
    adjustments: PhotoAdjustments,
    scopeSide: number | null,
  ): Promise<Result<FrameAnswer>>;
  /** Counts answered photos by category and period; asks no network. */
  computeReport(request: ReportRequest): Promise<Result<TrendReport>>;
  /** Reads IDX or CSV files; null when cancelled. */
  importDataset(
    request: ImportRequest,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Result<ImportedDataset | null>>;
  /** A data set with corrected photos among its training images, after all others; null when cancelled. */
  addExamples(request: ExamplesRequest): Promise<Result<ImportedDataset | null>>;
  /** Ends an import, or adding examples; nothing of it is kept. */
  cancelImport(importId: string): void;
  /** An own data set from storage, ready for training; images lie in shared memory where possible. */
  readOwnDataset(info: OwnDatasetInfo, content: OwnDatasetContent): Promise<Result<Dataset>>;
}
