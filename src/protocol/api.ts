/**
 * What the worker can be asked. Types only: both threads import this, neither brings code across.
 * Calls that can fail for reasons a person should hear give a Result, because errors lose their
 * facts on the way between threads.
 */
import type { BackendCheck, BackendId } from '../domain/backend';
import type { BuiltInDatasetId, Dataset, DatasetId } from '../domain/dataset';
import type { Result } from '../domain/failure';
import type { Checkpoint, EpochRecord, TestResult } from '../domain/run';
import type { LearningRateChange } from '../domain/schedule';
import type { TrainingSettings } from '../domain/settings';
import type { NamedArray } from '../domain/tensors';
import type { RunEvent } from './events';
import type { InferenceApi } from './inference';
import type { ReferenceApi } from './references';

/** Bytes of a data set fetched and images ready, for a progress bar. */
export interface LoadProgress {
  /** Images decoded and checked so far, and in all. */
  images: number;
  totalImages: number;
}

/** A run to start or to continue. */
export interface RunRequest {
  runId: string;
  settings: TrainingSettings;
  backend: BackendId;
  /** Where to continue, or null to start from fresh weights. */
  checkpoint: Checkpoint | null;
  /** Epochs already in the record; the clock of the run continues from their seconds. */
  history: EpochRecord[];
  learningRateChanges: LearningRateChange[];
  /** `paused` waits before the first step, `oneStep` after it ("Step" before there is a run). */
  start: 'running' | 'paused' | 'oneStep';
}

/** Weights of a run at some moment. */
export interface WeightsSnapshot {
  /** Gradient steps made. */
  step: number;
  weights: NamedArray[];
}

/**
 * The worker's interface. One script serves several workers: one trains, another applies networks, so
 * that a photo never waits for a gradient step, a third compares images while that is looked at, and a
 * fourth asks the photo network beside another one.
 */
export type WorkerApi = TrainingApi & InferenceApi & ReferenceApi;

/** The part that trains. Run calls name the run; a call for another than the current is ignored. */
export interface TrainingApi {
  /** The heartbeat. The first answer comes once the worker holds its life lock, the others at once. */
  ping(): Promise<void>;
  /** Reads, decodes and checks a data set; the images are shared with the caller where possible. */
  loadDataset(
    id: BuiltInDatasetId,
    baseUrl: string,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<Dataset>>;
  /** Takes a data set that another worker has loaded, after a restart. */
  adoptDataset(dataset: Dataset): void;
  /** Lets go of a data set; a run that learns from it keeps it until it is reset. */
  forgetDataset(id: DatasetId): void;
  /** Mean image of each class over the training images: 10 x 784 values, 0 to 255. */
  classMeans(id: DatasetId): Float32Array;
  /**
   * Compares one backend with the CPU and times it, unless it is to be skipped when its GPU is
   * emulated. Meant for a worker of its own.
   */
  checkBackend(backend: BackendId, skipsSoftwareGpu: boolean): Promise<BackendCheck>;
  /**
   * Bytes of memory that training with these settings takes, or why it cannot be had; null for a backend
   * that does not say.
   */
  memoryNeeded(settings: TrainingSettings, backend: BackendId): Promise<Result<number | null>>;
  /** Trains to the end of the run; resolves when it has ended. Events tell the rest. */
  train(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<Result<null>>;
  pause(runId: string): void;
  resume(runId: string): void;
  /** Makes one step, pausing first if need be. */
  step(runId: string): void;
  /** Ends the run, or the evaluation that follows it; weights are kept. */
  stop(runId: string): void;
  /** Holds for all steps not yet under way; gives the change for the record, null for another run. */
  setLearningRate(runId: string, learningRate: number): LearningRateChange | null;
  /** Measures the network of an ended run on the test images; null when stopped on the way. */
  evaluate(
    runId: string,
    onProgress: (fraction: number) => void,
  ): Promise<Result<TestResult | null>>;
  /** Copies of the present weights, at any moment of the run or after it; null for another run. */
  readWeights(runId: string): Promise<Result<WeightsSnapshot | null>>;
  /** Forgets the run and frees its memory. */
  reset(runId: string): Promise<void>;
}
