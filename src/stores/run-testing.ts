/**
 * What tests of the run's actions have in place of the worker, the storage and the data set, and the steps that
 * they share. run.ts is imported only by {@link beginWithoutRun}: it in turn imports what is put in its place here.
 */
import { expect, vi } from 'vitest';
import { create } from 'zustand';
import { AtelierError, type Result } from '../domain/failure';
import { defaultSettings, type TrainingSettings } from '../domain/settings';
import type { RunRequest } from '../protocol/api';
import type { RunEvent } from '../protocol/events';
import type { DatasetState } from './dataset';
import { clearRun, type RunState, useRun } from './run-state';
import { checkpointAt, epochRecord } from './testing';

/** A training that the worker was asked for; the test tells its events and its end. */
export interface Training {
  request: RunRequest;
  tell(event: RunEvent): void;
  end(result?: Result<null>): void;
  fail(cause: LossCause): void;
}

type LossCause = 'crash' | 'hang';

/** What the worker was asked for in this test, and what it answers. */
export const fake = {
  trainings: [] as Training[],
  /** Everything that is no training. */
  calls: [] as [name: string, ...args: unknown[]][],
  /** Answers by the names of calls, or what gives them. */
  answers: {} as Record<string, unknown>,
};

const lossListeners: ((cause: LossCause) => void)[] = [];

const remote = new Proxy(
  {},
  { get: (_, name) => (name === 'train' ? train : noting(String(name))) },
);

function train(request: RunRequest, tell: (event: RunEvent) => void): Promise<Result<null>> {
  return new Promise((resolve, reject) => {
    fake.trainings.push({
      request,
      tell,
      end: (result = { ok: true, value: null }) => resolve(result),
      fail: (cause) => reject(new AtelierError({ code: 'worker-lost', cause })),
    });
  });
}

/** A call that is noted and answered. */
function noting(name: string) {
  return async (...args: unknown[]) => {
    fake.calls.push([name, ...args]);
    const answer = fake.answers[name];
    return typeof answer === 'function' ? answer(...args) : answer;
  };
}

/** For `vi.mock` of worker-client: a worker that notes what it is asked, and answers as {@link fake} says. */
export const fakeWorkerClient = {
  callWorker: (call: (worker: unknown, proxy: unknown) => unknown) =>
    call(remote, (callback: unknown) => callback),
  endWorker: vi.fn(),
  onWorkerLost: (listener: (cause: LossCause) => void) => {
    lossListeners.push(listener);
  },
};

/** For `vi.mock` of storage/runs. */
export const fakeStorage = { listRuns: vi.fn(), loadCheckpoint: vi.fn() };

/** For `vi.mock` of run-saving. */
export const fakeSaving = { store: vi.fn(async () => {}), prune: vi.fn(async () => {}) };

/** For `vi.mock` of run-lock: no other tab has a run under way. */
export const fakeLock = {
  holdRun: vi.fn(),
  releaseRun: vi.fn(),
  isHeld: vi.fn(async () => false),
};

/** For `vi.mock` of backend: WASM works, whatever is asked for. */
export const fakeBackend = { resolveBackend: vi.fn() };

/** For `vi.mock` of dataset: the starter sample is loaded. */
export const fakeDataset = {
  loadDataset: vi.fn(async () => {}),
  useDataset: create<Partial<DatasetState>>(() => ({})),
};

/** What a person has set for the run. */
export const SETTINGS: TrainingSettings = { ...defaultSettings(), dataset: 'starter', epochs: 5 };

const IMAGES = { count: 6000, images: new Uint8Array(), labels: new Uint8Array() };

/** The data set that is loaded. */
export const DATASET = {
  id: 'starter',
  fingerprint: 'f'.repeat(64),
  classes: [],
  train: IMAGES,
  test: { ...IMAGES, count: 1000 },
} as const;

/** The actions of the page that the test file imports; a test that opens another page imports run.ts anew. */
let actions: typeof import('./run');

/** Begins a test: no run, and fakes that note nothing yet. */
export async function beginWithoutRun(): Promise<void> {
  actions ??= await import('./run');
  vi.clearAllMocks();
  vi.stubGlobal('navigator', { userAgent: 'a browser', hardwareConcurrency: 2 });
  Object.assign(fake, { trainings: [], calls: [], answers: {} });
  fakeBackend.resolveBackend.mockResolvedValue('wasm');
  fakeDataset.useDataset.setState({
    dataset: { ...DATASET, name: null, classes: [] },
    requested: 'starter',
    failure: null,
  });
  clearRun();
  useRun.setState({ resumable: null, storageFailure: null });
}

/** Ends a test, and the run that it may have left. */
export async function endRun(): Promise<void> {
  await actions.resetRun();
  vi.unstubAllGlobals();
}

/** The run as the page shows it. */
export function state(): RunState {
  return useRun.getState();
}

/** Resolves once the worker was asked for so many trainings, with the last one. */
export async function training(count = 1): Promise<Training> {
  await vi.waitFor(() => expect(fake.trainings.length).toBe(count));
  return fake.trainings[count - 1] as Training;
}

/** Has the worker tell that it is ready to train. */
export function tellPrepared({ request, tell }: Training): void {
  tell({
    runId: request.runId,
    type: 'prepared',
    trainingImages: 5500,
    validationImages: 500,
    testImages: 1000,
    stepsPerEpoch: 10,
    step: request.checkpoint?.state.step ?? 0,
  });
}

/** Has the worker tell that an epoch is done. */
export function tellEpoch({ request, tell }: Training, epoch: number): void {
  const { runId } = request;
  tell({
    runId,
    type: 'epoch',
    record: epochRecord(epoch),
    checkpoint: checkpointAt(epoch, runId),
  });
}

/** Tells the listeners that the worker is lost. */
export function tellLoss(cause: LossCause): void {
  for (const listener of lossListeners) listener(cause);
}

/** A run under way with so many epochs done. */
export async function running(epochs = 0): Promise<Training> {
  void actions.startRun(SETTINGS);
  const run = await training();
  tellPrepared(run);
  for (let epoch = 1; epoch <= epochs; epoch++) tellEpoch(run, epoch);
  return run;
}
