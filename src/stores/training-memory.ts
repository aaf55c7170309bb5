/** What memory the next run would take, known before it starts. */
import { create } from 'zustand';
import { callWorker } from '../client/worker-client';
import type { BackendId } from '../domain/backend';
import { type Failure, type Result, toFailure } from '../domain/failure';
import type { TrainingSettings } from '../domain/settings';

/** The answer for the settings that were asked about last. */
export interface TrainingMemory {
  /** Null while it is not known, and for backends that do not say. */
  bytes: number | null;
  /** Why so much cannot be had. */
  failure: Failure | null;
}

/** For components. */
export const useTrainingMemory = create<TrainingMemory>(() => ({ bytes: null, failure: null }));

let asked = 0;

/** Asks what a run with these settings would take; the last answer stands until the next one comes. */
export async function askTrainingMemory(
  settings: TrainingSettings,
  backend: BackendId,
): Promise<void> {
  const mine = ++asked;
  const answer = await callWorker((worker) => worker.memoryNeeded(settings, backend)).catch(
    nothingKnown,
  );
  if (mine !== asked) return;
  useTrainingMemory.setState(
    answer.ok ? { bytes: answer.value, failure: null } : { bytes: null, failure: answer.failure },
  );
}

/** A worker that was lost says nothing; whoever starts a run next is told. */
function nothingKnown(thrown: unknown): Result<null> {
  if (toFailure(thrown).code !== 'worker-lost') throw thrown;
  return { ok: true, value: null };
}
