/** The IndexedDB schema and its migrations. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { AtelierError } from '../domain/failure';
import type { Checkpoint, RunRecord } from '../domain/run';

/** Object stores and what they hold. */
export interface AtelierSchema extends DBSchema {
  /** Run records by id. */
  runs: { key: string; value: RunRecord; indexes: { createdAt: string } };
  /** Latest weights of a run, by the run's id. */
  checkpoints: { key: string; value: Checkpoint };
}

const DATABASE = 'atelier';
const VERSION = 1;

let opening: Promise<IDBPDatabase<AtelierSchema>> | null = null;

/**
 * The database, opened once.
 * @throws AtelierError `storage-unavailable` where the browser refuses (private modes, blocked)
 */
export function database(): Promise<IDBPDatabase<AtelierSchema>> {
  opening ??= open().catch((thrown: unknown) => {
    opening = null;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AtelierError({ code: 'storage-unavailable', reason }, { cause: thrown });
  });
  return opening;
}

/** Asynchronous, because some browsers refuse with an error and others by throwing at once. */
async function open(): Promise<IDBPDatabase<AtelierSchema>> {
  return openDB<AtelierSchema>(DATABASE, VERSION, {
    upgrade(db) {
      db.createObjectStore('runs', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
      db.createObjectStore('checkpoints', { keyPath: 'runId' });
    },
    terminated() {
      opening = null;
    },
  });
}

/** Runs a write, turning the browser's full-disk error into `storage-full`. */
export async function write<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof AtelierError) throw thrown;
    if (thrown instanceof DOMException && thrown.name === 'QuotaExceededError') {
      throw new AtelierError({ code: 'storage-full' }, { cause: thrown });
    }
    throw new AtelierError(
      { code: 'storage-unavailable', reason: String(thrown) },
      { cause: thrown },
    );
  }
}
