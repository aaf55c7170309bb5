/** A person's own data sets in the browser's storage. */
import type { OwnDatasetInfo } from '../domain/own-data';
import { database, type StoredContent, write } from './database';

/**
 * Stores a data set, replacing one of the same id: what is known about it and its images, or neither.
 * Throws AtelierError `storage-full` or `storage-unavailable`.
 */
export function saveDataset(
  info: OwnDatasetInfo,
  { images, labels }: Omit<StoredContent, 'id'>,
): Promise<void> {
  return write(async () => {
    const transaction = (await database()).transaction(['datasets', 'contents'], 'readwrite');
    await Promise.all([
      transaction.objectStore('contents').put({ id: info.id, images, labels }),
      transaction.objectStore('datasets').put(info),
      transaction.done,
    ]).catch((thrown: unknown) => {
      // Requests cut off by a full disk say only that they were cut off; the transaction knows why.
      throw transaction.error ?? thrown;
    });
  });
}

/** What is known about all own data sets, newest first; their images stay where they are. */
export async function listDatasets(): Promise<OwnDatasetInfo[]> {
  const infos = await (await database()).getAll('datasets');
  return infos.sort((left, right) => right.createdAt.localeCompare(left.createdAt));
}

/** A data set, or null when it is not there (any more). */
export async function findDataset(
  id: string,
): Promise<{ info: OwnDatasetInfo; content: StoredContent } | null> {
  const transaction = (await database()).transaction(['datasets', 'contents']);
  const [info, content] = await Promise.all([
    transaction.objectStore('datasets').get(id),
    transaction.objectStore('contents').get(id),
  ]);
  return info && content ? { info, content } : null;
}

/** Deletes a data set. Throws AtelierError `storage-unavailable`. */
export function deleteDataset(id: string): Promise<void> {
  return write(async () => {
    const transaction = (await database()).transaction(['datasets', 'contents'], 'readwrite');
    await Promise.all([
      transaction.objectStore('datasets').delete(id),
      transaction.objectStore('contents').delete(id),
      transaction.done,
    ]);
  });
}
