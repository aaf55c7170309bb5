/** The worker's entry: offers what src/ml computes to the main thread. Logic lives in src/ml. */
import * as Comlink from 'comlink';
import type { Dataset, DatasetId } from '../domain/dataset';
import { AtelierError } from '../domain/failure';
import { CATALOGUE } from '../domain/models/catalogue';
import { arrayBuffers } from '../domain/tensors';
import { checkBackend } from '../ml/backends/self-check';
import { classMeans } from '../ml/data/class-means';
import { loadDataset } from '../ml/data/load';
import { memoryNeeded } from '../ml/train/create-trainer';
import { TrainingSession } from '../ml/train/session';
import type { TrainingApi, WorkerApi } from '../protocol/api';
import type { RunEvent } from '../protocol/events';
import { attempt } from './attempt';
import { eventBuffers } from './event-buffers';
import { inferenceApi } from './inference';
import { holdLifeLock } from './life-lock';
import { referenceApi } from './references';

const datasets = new Map<DatasetId, Dataset>();
let session: TrainingSession | null = null;
const lifeLock = holdLifeLock();

const trainingApi: TrainingApi = {
  ping: () => lifeLock,

  loadDataset: (id, baseUrl, onProgress) =>
    attempt(async () => {
      const dataset = await loadDataset(id, baseUrl, (images, totalImages) =>
        onProgress({ images, totalImages }),
      );
      keep(dataset);
      return dataset;
    }),

  adoptDataset: keep,

  forgetDataset(id) {
    datasets.delete(id);
  },

  classMeans: (id) => classMeans(loaded(id).train),

  checkBackend,

  memoryNeeded: (settings, backend) =>
    attempt(() => memoryNeeded({ ...settings, model: CATALOGUE[settings.model] }, backend)),

  train: (request, onEvent) =>
    attempt(async () => {
      await session?.dispose();
      const send = (event: RunEvent) => onEvent(Comlink.transfer(event, eventBuffers(event)));
      session = new TrainingSession(request, loaded(request.settings.dataset), send);
      await session.train();
      return null;
    }),

  pause: (runId) => current(runId)?.control.pause(),
  resume: (runId) => current(runId)?.control.resume(),
  step: (runId) => current(runId)?.control.step(),
  stop: (runId) => current(runId)?.stop(),

  setLearningRate: (runId, learningRate) =>
    current(runId)?.control.changeLearningRate(learningRate) ?? null,

  evaluate: (runId, onProgress) =>
    attempt(async () => {
      const ended = current(runId);
      // This worker followed one that was lost, and the network with it.
      if (!ended) throw new AtelierError({ code: 'worker-lost', cause: 'crash' });
      return ended.evaluate(onProgress);
    }),

  readWeights: (runId) =>
    attempt(
      async () => (await current(runId)?.readWeights()) ?? null,
      (snapshot) => arrayBuffers(snapshot?.weights ?? []),
    ),

  async reset(runId) {
    const ended = current(runId);
    if (!ended) return;
    await ended.dispose();
    if (session === ended) session = null;
  },
};

function keep(dataset: Dataset): void {
  datasets.set(dataset.id, dataset);
}

function loaded(id: DatasetId): Dataset {
  const dataset = datasets.get(id);
  if (!dataset) throw new AtelierError({ code: 'dataset-missing', dataset: id });
  return dataset;
}

function current(runId: string): TrainingSession | null {
  return session?.runId === runId ? session : null;
}

const api: WorkerApi = { ...trainingApi, ...inferenceApi, ...referenceApi };
Comlink.expose(api);
