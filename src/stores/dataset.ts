/** Which images are loaded, and how far loading has come. */
import { create } from 'zustand';
import { callWorker, onWorkerStarted } from '../client/worker-client';
import {
  type BuiltInDatasetId,
  type Dataset,
  type DatasetId,
  isBuiltInDatasetId,
  type OwnDatasetId,
} from '../domain/dataset';
import { AtelierError, type Failure, toFailure } from '../domain/failure';
import type { LoadProgress } from '../protocol/api';
import { readOwn } from './own-data-content';

/** State of the data set. */
export interface DatasetState {
  status: 'idle' | 'loading' | 'ready' | 'failed';
  /** What was asked for; differs from `dataset.id` when the starter sample had to step in. */
  requested: DatasetId;
  dataset: Dataset | null;
  /** Null before the manifest is read. */
  progress: LoadProgress | null;
  /** Why loading failed, or why the starter sample stepped in. */
  failure: Failure | null;
  /** Mean image of each class, 10 x 784 values 0 to 255; null until asked for. */
  classMeans: Float32Array | null;
}

/** The data set, for components and other stores. */
export const useDataset = create<DatasetState>(() => ({
  status: 'idle',
  requested: 'fashion-mnist',
  dataset: null,
  progress: null,
  failure: null,
  classMeans: null,
}));

/**
 * Every data set that was loaded: a run may go on with one while another is looked at. The training
 * worker holds them too, and where memory is shared they are there only once.
 */
const held = new Map<DatasetId, Dataset>();

let loading: { id: DatasetId; done: Promise<void> } | null = null;

/**
 * Loads a data set unless it is there already. When the full set was never packed, the starter
 * sample is loaded instead and `failure` says so; a damaged full set is not replaced silently.
 */
export function loadDataset(id: DatasetId): Promise<void> {
  const { status, requested } = useDataset.getState();
  if (requested === id && status === 'ready') return Promise.resolve();
  if (loading?.id === id) return loading.done;
  const mine = { id, done: load(id) };
  loading = mine;
  return mine.done.finally(() => {
    if (loading === mine) loading = null;
  });
}

/**
 * Fashion-MNIST, loaded where need be, whatever is shown; the starter sample where the full set was never packed.
 * @throws AtelierError where neither can be loaded
 */
export async function fashionImages(): Promise<Dataset> {
  // One that is on its way is waited for rather than loaded twice.
  if (loading?.id === 'fashion-mnist') await loading.done;
  const { dataset, failure } = await loadOrFallBack('fashion-mnist');
  if (!dataset) throw new AtelierError(failure as Failure);
  return dataset;
}

/** Lets go of a data set that was removed or is called otherwise now. */
export function forgetDataset(id: DatasetId): void {
  // Not held: then the worker never got it either, and need not be started for this.
  if (held.delete(id)) {
    // A worker that was lost has forgotten it already.
    callWorker((worker) => worker.forgetDataset(id)).catch(() => {});
  }
  if (useDataset.getState().requested === id) {
    useDataset.setState({ status: 'idle', dataset: null, failure: null, classMeans: null });
  }
}

/** Asks the worker for the mean image of each class. */
export async function loadClassMeans(): Promise<void> {
  const { dataset, classMeans } = useDataset.getState();
  if (!dataset || classMeans) return;
  const means = await callWorker((worker) => worker.classMeans(dataset.id));
  if (useDataset.getState().dataset === dataset) useDataset.setState({ classMeans: means });
}

// A worker that follows a lost one gets the images that are in memory already.
onWorkerStarted((worker) => {
  for (const dataset of held.values()) void worker.adoptDataset(dataset);
});

async function load(id: DatasetId): Promise<void> {
  useDataset.setState({
    status: 'loading',
    requested: id,
    dataset: null,
    progress: null,
    failure: null,
    classMeans: null,
  });
  const start = performance.now();
  const outcome = await loadOrFallBack(id);
  // For the browser's performance panel, and for `npm run bench`.
  performance.measure(`load ${id}`, { start });
  // Another data set may have been chosen meanwhile.
  if (useDataset.getState().requested === id) useDataset.setState(outcome);
}

type Outcome = Pick<DatasetState, 'status' | 'dataset' | 'failure'>;

async function loadOrFallBack(id: DatasetId): Promise<Outcome> {
  try {
    return { status: 'ready', dataset: await fetchDataset(id, id), failure: null };
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.code !== 'dataset-missing' || id === 'starter') {
      return { status: 'failed', dataset: null, failure };
    }
    return loadStarterInstead(id, failure);
  }
}

async function loadStarterInstead(requested: DatasetId, failure: Failure): Promise<Outcome> {
  try {
    return { status: 'ready', dataset: await fetchDataset('starter', requested), failure };
  } catch (thrown) {
    return { status: 'failed', dataset: null, failure: toFailure(thrown) };
  }
}

async function fetchDataset(id: DatasetId, requested: DatasetId): Promise<Dataset> {
  const dataset =
    held.get(id) ??
    (isBuiltInDatasetId(id) ? await fetchBuiltIn(id, requested) : await fetchOwn(id));
  held.set(id, dataset);
  return dataset;
}

async function fetchBuiltIn(id: BuiltInDatasetId, requested: DatasetId): Promise<Dataset> {
  const onProgress = (progress: LoadProgress) => {
    if (useDataset.getState().requested === requested) useDataset.setState({ progress });
  };
  const result = await callWorker((worker, proxy) =>
    worker.loadDataset(id, document.baseURI, proxy(onProgress)),
  );
  if (!result.ok) throw new AtelierError(result.failure);
  return result.value;
}

/** Read by the worker that opened its files, and then handed to the one that trains. */
async function fetchOwn(id: OwnDatasetId): Promise<Dataset> {
  const dataset = await readOwn(id);
  await callWorker((worker) => worker.adoptDataset(dataset));
  return dataset;
}
