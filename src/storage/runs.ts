/** Run records and checkpoints in the browser's storage. */
import { type Failure, toFailure } from '../domain/failure';
import type { Checkpoint, RunRecord } from '../domain/run';
import { parseRunRecord } from '../domain/run';
import { database, write } from './database';

/** Stores or replaces a record. Throws AtelierError `storage-full` or `storage-unavailable`. */
export function saveRun(record: RunRecord): Promise<void> {
  return write(async () => {
    await (await database()).put('runs', record);
  });
}

/**
 * Stores a record and its weights together, replacing earlier ones: both or neither.
 * Throws AtelierError `storage-full` or `storage-unavailable`.
 */
export function saveCheckpoint(record: RunRecord, checkpoint: Checkpoint): Promise<void> {
  return write(async () => {
    const transaction = (await database()).transaction(['runs', 'checkpoints'], 'readwrite');
    await Promise.all([
      // First, because a value that cannot be cloned throws at once, and then nothing was asked for.
      transaction.objectStore('checkpoints').put(checkpoint),
      transaction.objectStore('runs').put(record),
      transaction.done,
    ]);
  });
}

/** Weights of a run, or null. */
export async function loadCheckpoint(runId: string): Promise<Checkpoint | null> {
  return (await (await database()).get('checkpoints', runId)) ?? null;
}

/** Ids of the runs whose weights are kept. */
export async function listCheckpointIds(): Promise<string[]> {
  return (await database()).getAllKeys('checkpoints');
}

/** All readable records, newest first, and a failure for each that is of another version. */
export async function listRuns(): Promise<{ records: RunRecord[]; failures: Failure[] }> {
  const stored = await (await database()).getAllFromIndex('runs', 'createdAt');
  const records: RunRecord[] = [];
  const failures: Failure[] = [];
  for (const value of stored.reverse()) {
    try {
      records.push(parseRunRecord(value));
    } catch (thrown) {
      failures.push(toFailure(thrown));
    }
  }
  return { records, failures };
}

/** Deletes the weights of all runs but the `keep` newest; records stay. */
export function pruneCheckpoints(keep: number): Promise<void> {
  return write(async () => {
    const db = await database();
    const ids = (await db.getAllFromIndex('runs', 'createdAt')).reverse().map(({ id }) => id);
    for (const id of ids.slice(keep)) await db.delete('checkpoints', id);
  });
}
