/** Where the images of own data sets are: in storage, or, where that refused, in this page. */
import { callInference } from '../client/worker-client';
import type { Dataset, OwnDatasetId } from '../domain/dataset';
import { AtelierError } from '../domain/failure';
import type { ImportedDataset } from '../protocol/inference';
import { findDataset } from '../storage/datasets';

/** Data sets that could not be stored; they go with the page. */
const unstored = new Map<string, ImportedDataset>();

/** Keeps a data set that could not be stored until the page is closed. */
export function keepUnstored(imported: ImportedDataset): void {
  unstored.set(imported.info.id, imported);
}

/** Forgets what was kept. */
export function forgetUnstored(id: OwnDatasetId): void {
  unstored.delete(id);
}

/** Everything that was kept. */
export function listUnstored(): ImportedDataset[] {
  return [...unstored.values()];
}

/**
 * An own data set, ready to be shown and trained on.
 * @throws AtelierError `own-dataset-missing`, `file-damaged`, or what storage gives
 */
export async function readOwn(id: OwnDatasetId): Promise<Dataset> {
  const found = unstored.get(id) ?? (await findDataset(id));
  if (!found) throw new AtelierError({ code: 'own-dataset-missing', dataset: id });
  const result = await callInference((worker) => worker.readOwnDataset(found.info, found.content));
  if (!result.ok) throw new AtelierError(result.failure);
  return result.value;
}
