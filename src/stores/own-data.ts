/** A person's own data sets: which there are, opening files as another, removing one. */
import { create } from 'zustand';
import { callInference } from '../client/worker-client';
import type { DatasetId, OwnDatasetId } from '../domain/dataset';
import { AtelierError, type Failure, toFailure } from '../domain/failure';
import type { OwnDatasetInfo } from '../domain/own-data';
import { countLabels } from '../domain/own-data-balance';
import { settingsToQuery } from '../domain/settings';
import type {
  ImportedDataset,
  ImportProgress,
  ImportRequest,
  OwnDatasetContent,
} from '../protocol/inference';
import { deleteDataset, findDataset, listDatasets, saveDataset } from '../storage/datasets';
import { forgetDataset, loadDataset, useDataset } from './dataset';
import { forgetUnstored, keepUnstored, listUnstored } from './own-data-content';
import { useRoute } from './route';
import { isActive, useRun } from './run-state';
import { changeSettings, useSettings } from './settings';

/** An own data set as lists show it. */
export interface OwnDataset {
  info: OwnDatasetInfo;
  /** Training images of each class; null when they could not be counted. */
  classCounts: number[] | null;
  /** It outlives the page. */
  isStored: boolean;
}

/** Files being read. */
export interface Importing {
  importId: string;
  name: string;
  /** By performance.now(). */
  startedAt: number;
  /** Null before the first bytes. */
  progress: ImportProgress | null;
}

/** What a person decides when opening files. */
export interface ImportChoices extends Omit<ImportRequest, 'importId'> {
  name: string;
}

/** State of the own data sets. */
export interface OwnDataState {
  /** Newest first; null until they were looked up. */
  list: OwnDataset[] | null;
  importing: Importing | null;
  /** What the last import gave; `isKnown` when the same images were there already. */
  opened: { id: OwnDatasetId; isKnown: boolean } | null;
  /** Why files were refused, or why the list or a data set could not be stored or read. */
  failure: Failure | null;
}

/** The own data sets, for components and other stores. */
export const useOwnData = create<OwnDataState>(() => ({
  list: null,
  importing: null,
  opened: null,
  failure: null,
}));

let imports = 0;
let listing: Promise<void> | null = null;

/** Looks up which data sets there are, once a page. */
export function ensureOwnDataListed(): Promise<void> {
  listing ??= listOwnData();
  return listing;
}

/** Looks up which data sets there are. Never rejects. */
export async function listOwnData(): Promise<void> {
  let stored: OwnDatasetInfo[] = [];
  try {
    stored = await listDatasets();
  } catch (thrown) {
    useOwnData.setState({ failure: toFailure(thrown) });
  }
  const unstored = listUnstored();
  const list = await Promise.all([
    ...unstored.map(({ info, content }) => entry(info, content, false)),
    ...stored.map(async (info) => {
      const found = await findDataset(info.id).catch(() => null);
      return entry(info, found?.content ?? null, true);
    }),
  ]);
  useOwnData.setState({ list });
}

/** Opens files as a data set and chooses it. Never rejects: the store tells how it ended. */
export async function importFiles({ name, ...choices }: ImportChoices): Promise<void> {
  if (useOwnData.getState().importing) return;
  const importId = `import-${++imports}`;
  const startedAt = performance.now();
  const importing: Importing = { importId, name, startedAt, progress: null };
  useOwnData.setState({ importing, opened: null, failure: null });
  const isMine = () => useOwnData.getState().importing?.importId === importId;
  const onProgress = (progress: ImportProgress) => {
    if (isMine()) useOwnData.setState({ importing: { ...importing, progress } });
  };
  try {
    const result = await callInference((worker, proxy) =>
      worker.importDataset({ ...choices, importId }, proxy(onProgress)),
    );
    if (!result.ok) throw new AtelierError(result.failure);
    if (result.value && isMine()) {
      const { info, content } = result.value;
      await take({ info: { ...info, name }, content });
      // For the browser's performance panel, and for `npm run bench`.
      performance.measure('import files', { start: startedAt });
    }
  } catch (thrown) {
    if (isMine()) useOwnData.setState({ failure: toFailure(thrown) });
  }
  if (isMine()) useOwnData.setState({ importing: null });
}

/** Ends the import under way; nothing of it is kept. */
export async function cancelImport(): Promise<void> {
  const { importing } = useOwnData.getState();
  if (!importing) return;
  useOwnData.setState({ importing: null });
  // A lost worker has forgotten it already.
  await callInference((worker) => worker.cancelImport(importing.importId)).catch(() => {});
}

/** Takes away what the last import said. */
export function dismissOutcome(): void {
  useOwnData.setState({ opened: null, failure: null });
}

/** Shows a data set, and trains on it next unless a run has its settings fixed. */
export function chooseDataset(id: DatasetId): void {
  if (!isActive(useRun.getState().status)) trainOn(id);
  void loadDataset(id);
}

/** Whether a run under way learns from a data set: then it cannot be removed. */
export function isTrainedOn(id: OwnDatasetId, run = useRun.getState()): boolean {
  return isActive(run.status) && run.record?.dataset.id === id;
}

/** Removes a data set from this browser; what was chosen to look at or train on becomes another. */
export async function removeOwnData(id: OwnDatasetId): Promise<void> {
  if (isTrainedOn(id)) return;
  try {
    forgetUnstored(id);
    await deleteDataset(id);
  } catch (thrown) {
    useOwnData.setState({ failure: toFailure(thrown) });
  }
  useOwnData.setState(({ list, opened }) => ({
    list: list?.filter(({ info }) => info.id !== id) ?? null,
    opened: opened?.id === id ? null : opened,
  }));
  const wasShown = useDataset.getState().requested === id;
  forgetDataset(id);
  if (useSettings.getState().dataset === id) trainOn('fashion-mnist');
  if (wasShown) await loadDataset('fashion-mnist');
}

function trainOn(dataset: DatasetId): void {
  changeSettings({ dataset });
  const { name, visited } = useRoute.getState();
  if (name === 'train') return;
  // The link back to Train leads to its last address, which names the data set of before.
  const train = settingsToQuery(useSettings.getState()).toString();
  useRoute.setState({ visited: { ...visited, train } });
}

/** Stores a data set that was made here, and chooses it to look at and to train on. */
export async function takeDataset(imported: ImportedDataset): Promise<void> {
  useOwnData.setState({ opened: null, failure: null });
  await take(imported);
}

/** Stores what was read, or keeps it in the page where that is refused, and chooses it. */
async function take(imported: ImportedDataset): Promise<void> {
  const { info, content } = imported;
  await ensureOwnDataListed();
  const known = useOwnData.getState().list?.find((other) => other.info.id === info.id);
  const isSame = known && known.info.classes.join() === info.classes.join();
  if (known?.isStored && isSame) {
    useOwnData.setState({ importing: null, opened: { id: info.id, isKnown: true } });
    await nextTask();
    return chooseDataset(info.id);
  }
  let isStored = true;
  try {
    await saveDataset(info, content);
    forgetUnstored(info.id);
  } catch (thrown) {
    isStored = false;
    keepUnstored(imported);
    useOwnData.setState({ failure: notStored(info, toFailure(thrown)) });
  }
  const added = await entry(info, content, isStored);
  useOwnData.setState(({ list: before }) => ({
    list: [added, ...(before ?? []).filter((other) => other.info.id !== info.id)],
    importing: null,
    opened: { id: info.id, isKnown: false },
  }));
  await nextTask();
  // The same images under other names: what is in memory has the old ones.
  if (known) forgetDataset(info.id);
  chooseDataset(info.id);
}

/** Saying that it is open and showing it are each a few tens of milliseconds: not in one task. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

function notStored({ name }: OwnDatasetInfo, failure: Failure): Failure {
  const reason = 'reason' in failure ? failure.reason : failure.code.replace('-', ' ');
  return { code: 'dataset-not-stored', name, reason };
}

async function entry(
  info: OwnDatasetInfo,
  content: OwnDatasetContent | null,
  isStored: boolean,
): Promise<OwnDataset> {
  let classCounts: number[] | null = null;
  try {
    const labels = await content?.labels.train.arrayBuffer();
    if (labels) classCounts = countLabels(new Uint8Array(labels));
  } catch {
    // A browser may lose a blob's file; reading the data set will say so.
  }
  return { info, classCounts, isStored };
}
