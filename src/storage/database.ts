/** The IndexedDB schema and its migrations. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SplitName } from '../domain/dataset';
import { AtelierError } from '../domain/failure';
import type { OwnDatasetInfo } from '../domain/own-data';
import type { Checkpoint, RunRecord } from '../domain/run';

/** Pixels and labels of an own data set, stored under its id. */
export interface StoredContent {
  id: string;
  images: Record<SplitName, Blob>;
  labels: Record<SplitName, Blob>;
}

/** Object stores and what they hold. */
export interface AtelierSchema extends DBSchema {
  /** Run records by id. */
  runs: { key: string; value: RunRecord; indexes: { createdAt: string } };
  /** Latest weights of a run, by the run's id. */
  checkpoints: { key: string; value: Checkpoint };
  /** Own data sets by id, without their images: lists need not touch those. */
  datasets: { key: string; value: OwnDatasetInfo };
  /** Images and labels of the own data sets, by the same id. */
  contents: { key: string; value: StoredContent };
}

const DATABASE = 'atelier';
const VERSION = 2;

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
  return new Promise((resolve, reject) => {
    openDB<AtelierSchema>(DATABASE, VERSION, {
      upgrade,
      // Waiting for the other tab could last for days; the next call tries again.
      blocked: () => reject(new Error('another tab has an older version of Atelier open')),
      blocking(_current, _wanted, event) {
        opening = null;
        (event.target as IDBDatabase).close();
      },
      terminated() {
        opening = null;
      },
    }).then(resolve, reject);
  });
}

/** From any earlier version: each step adds to what is there. */
function upgrade(db: IDBPDatabase<AtelierSchema>, before: number): void {
  if (before < 1) {
    db.createObjectStore('runs', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
    db.createObjectStore('checkpoints', { keyPath: 'runId' });
  }
  if (before < 2) {
    db.createObjectStore('datasets', { keyPath: 'id' });
    db.createObjectStore('contents', { keyPath: 'id' });
  }
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
