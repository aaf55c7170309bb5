/** What a person can do with a run: start, pause, step, stop, reset, continue, measure. */
import { callWorker, endWorker, onWorkerLost } from '../client/worker-client';
import type { Dataset } from '../domain/dataset';
import { AtelierError, type Failure, toFailure } from '../domain/failure';
import { CATALOGUE } from '../domain/models/catalogue';
import { totalParameters } from '../domain/models/shapes';
import { type Checkpoint, RUN_VERSION, type RunRecord } from '../domain/run';
import type { TrainingSettings } from '../domain/settings';
import type { RunRequest } from '../protocol/api';
import type { RunEvent } from '../protocol/events';
import { listRuns, loadCheckpoint } from '../storage/runs';
import { resolveBackend } from './backend';
import { loadDataset, useDataset } from './dataset';
import { applyEvent, latestCheckpoint, rememberCheckpoint } from './run-events';
import { holdRun, isHeld, releaseRun } from './run-lock';
import { store } from './run-saving';
import { changeRecord, clearRun, isActive, useRun } from './run-state';

/** Completed epochs at the last recovery: a second loss without progress is not tried again. */
let recoveredAt = -1;
/** Counts runs; work that belongs to an earlier one ends when it sees another number. */
let generation = 0;
let hasLooked = false;

/** Starts a run from fresh weights; with `oneStep` it pauses after its first step. */
export async function startRun(
  settings: TrainingSettings,
  start: 'running' | 'oneStep' = 'running',
): Promise<void> {
  await begin(async (stillWanted) => {
    const record = await newRecord(settings);
    if (stillWanted()) await train(record, null, start);
  });
}

/** Continues a run that was cut off, from its last completed epoch. */
export async function continueRun(record: RunRecord, checkpoint: Checkpoint | null): Promise<void> {
  await begin(async (stillWanted) => {
    const dataset = await datasetFor(record.settings);
    if (dataset.fingerprint !== record.dataset.fingerprint) {
      throw new AtelierError({ code: 'run-invalid', reason: 'dataset.fingerprint' });
    }
    await resolveBackend(record.backend);
    if (stillWanted()) await train({ ...record, status: 'running' }, checkpoint, 'running');
  });
}

/** Looks in storage for a run that was cut off, and offers it; once a page. */
export async function findResumable(): Promise<void> {
  if (hasLooked) return;
  hasLooked = true;
  try {
    const { records, failures } = await listRuns();
    if (failures[0]) useRun.setState({ storageFailure: failures[0] });
    for (const record of records) {
      if (record.status !== 'running' || (await isHeld(record.id))) continue;
      const checkpoint = await loadCheckpoint(record.id);
      useRun.setState({ resumable: { record, checkpoint } });
      return;
    }
  } catch (thrown) {
    useRun.setState({ storageFailure: toFailure(thrown) });
  }
}

/** Gives up the offered run; its record stays, as stopped. */
export async function discardResumable(): Promise<void> {
  const { resumable } = useRun.getState();
  useRun.setState({ resumable: null });
  if (resumable) await store({ ...resumable.record, status: 'stopped' });
}

/** Holds the run before its next step. */
export function pauseRun(): Promise<void> {
  return command((id) => callWorker((worker) => worker.pause(id)));
}

/** Lets a paused run go on. */
export function resumeRun(): Promise<void> {
  return command((id) => callWorker((worker) => worker.resume(id)));
}

/** Makes one step, pausing first if need be. */
export function stepRun(): Promise<void> {
  return command((id) => callWorker((worker) => worker.step(id)));
}

/** Ends the run and keeps its weights; while it is still being prepared, gives it up. */
export async function stopRun(): Promise<void> {
  const { status, evaluating } = useRun.getState();
  if (status === 'preparing' && useRun.getState().phase === 'preparing') return resetRun();
  if (isActive(status) || evaluating !== null) {
    await command((id) => callWorker((worker) => worker.stop(id)));
  }
}

/** Forgets the present run, so that another can be set up; what is stored stays. */
export async function resetRun(): Promise<void> {
  const { record, status } = useRun.getState();
  generation++;
  clearRun();
  releaseRun();
  if (!record) return;
  if (isActive(status)) store({ ...record, status: 'stopped' });
  try {
    await callWorker((worker) => worker.reset(record.id));
  } catch (thrown) {
    // A worker that was lost has forgotten the run already.
    if (toFailure(thrown).code !== 'worker-lost') throw thrown;
  }
}

/** Changes the learning rate while the run goes on. */
export async function changeLearningRate(learningRate: number): Promise<void> {
  await command(async (id) => {
    const change = await callWorker((worker) => worker.setLearningRate(id, learningRate));
    const changes = useRun.getState().record?.learningRateChanges ?? [];
    if (!change) return;
    const earlier = changes.filter(({ step }) => step !== change.step);
    const record = changeRecord({ learningRateChanges: [...earlier, change] });
    if (record) store(record);
  });
}

/** Measures an ended run on the test images. */
export async function evaluateRun(): Promise<void> {
  await command(async (id) => {
    useRun.setState({ evaluating: 0 });
    const result = await callWorker((worker, proxy) =>
      worker.evaluate(
        id,
        proxy((fraction: number) => useRun.setState({ evaluating: fraction })),
      ),
    );
    useRun.setState({ evaluating: null });
    if (!result.ok) return useRun.setState({ failure: result.failure });
    const record = result.value && changeRecord({ result: result.value });
    if (record) store(record);
  });
}

async function command(action: (runId: string) => Promise<unknown>): Promise<void> {
  const { record } = useRun.getState();
  if (!record) return;
  try {
    await action(record.id);
  } catch (thrown) {
    const failure = toFailure(thrown);
    // A lost worker is told and mended by the recovery below.
    if (failure.code !== 'worker-lost') useRun.setState({ failure, evaluating: null });
  }
}

async function begin(work: (stillWanted: () => boolean) => Promise<void>): Promise<void> {
  const mine = ++generation;
  clearRun();
  recoveredAt = -1;
  useRun.setState({ status: 'preparing', resumable: null });
  try {
    await work(() => generation === mine);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (generation !== mine || failure.code === 'worker-lost') return;
    useRun.setState({ status: 'failed', failure });
  }
}

async function train(
  record: RunRecord,
  checkpoint: Checkpoint | null,
  start: RunRequest['start'],
): Promise<void> {
  rememberCheckpoint(checkpoint);
  const epoch = checkpoint?.epoch ?? 0;
  const history = record.history.slice(0, epoch);
  useRun.setState({ status: 'preparing', record: { ...record, history }, epoch });
  holdRun(record.id);
  const { id: runId, settings, backend, learningRateChanges } = record;
  const request = {
    runId,
    settings,
    backend,
    checkpoint,
    history,
    learningRateChanges,
    start,
  };
  const result = await callWorker((worker, proxy) => worker.train(request, proxy(onRunEvent)));
  if (!result.ok) throw new AtelierError(result.failure);
}

function onRunEvent(event: RunEvent): void {
  if (event.type === 'failed' && event.failure.code === 'gpu-lost') {
    endWorker();
    void recover(event.failure);
  } else {
    applyEvent(event);
  }
}

onWorkerLost((cause) => {
  void recover({ code: 'worker-lost', cause });
});

/** Continues by itself after the worker was lost; a second loss without a new epoch ends the run. */
async function recover(cause: Failure): Promise<void> {
  const { record, status } = useRun.getState();
  useRun.setState({ evaluating: null });
  if (!record || !isActive(status)) return;
  const checkpoint = latestCheckpoint(record.id);
  const epoch = checkpoint?.epoch ?? 0;
  if (recoveredAt === epoch) {
    useRun.setState({ status: 'failed', failure: cause, resumable: { record, checkpoint } });
    releaseRun();
    return;
  }
  recoveredAt = epoch;
  useRun.setState({ recovered: { cause, epoch } });
  try {
    await train(record, checkpoint, status === 'paused' ? 'paused' : 'running');
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.code === 'worker-lost') return;
    useRun.setState({ status: 'failed', failure });
  }
}

async function datasetFor(settings: TrainingSettings): Promise<Dataset> {
  await loadDataset(settings.dataset);
  const { dataset, requested, failure } = useDataset.getState();
  if (dataset && requested === settings.dataset) return dataset;
  throw new AtelierError(failure ?? { code: 'dataset-missing', dataset: settings.dataset });
}

async function newRecord(settings: TrainingSettings): Promise<RunRecord> {
  const dataset = await datasetFor(settings);
  const spec = CATALOGUE[settings.model];
  const backend = await resolveBackend(settings.backend);
  return {
    format: 'atelier-run',
    version: RUN_VERSION,
    id: newId(),
    createdAt: new Date().toISOString(),
    status: 'running',
    dataset: {
      id: dataset.id,
      name: dataset.name,
      fingerprint: dataset.fingerprint,
      classes: dataset.classes,
      trainingImages: dataset.train.count,
      validationImages: 0,
      testImages: dataset.test.count,
    },
    model: { spec, parameters: totalParameters(spec) },
    // The starter sample may have stepped in for the full set.
    settings: { ...settings, dataset: dataset.id },
    backend,
    device: { userAgent: navigator.userAgent, cores: navigator.hardwareConcurrency },
    learningRateChanges: [],
    history: [],
    result: null,
  };
}

/** Random, unique in practice; crypto.randomUUID is missing on pages that are not secure. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
