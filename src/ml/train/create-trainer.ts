import type { BackendId } from '../../domain/backend';
import { AtelierError } from '../../domain/failure';
import { startBackend } from '../backends/start';
import { EngineTrainer } from './engine-trainer';
import { TfjsTrainer } from './tfjs-trainer';
import type { Trainer, TrainingJob } from './trainer';

/**
 * The trainer behind a backend, ready for its first state: the one place that knows which backends
 * compute through tfjs. Throws AtelierError `backend-unavailable`, `out-of-memory`, and where the kernels of our
 * engine do not come `file-unreachable` or `file-damaged`.
 */
export async function createTrainer(job: TrainingJob, backend: BackendId): Promise<Trainer> {
  if (backend === 'engine') return createEngineTrainer(job);
  await startBackend(backend);
  return new TfjsTrainer(job, backend);
}

/**
 * Bytes of memory that the network, its gradients and its batches take while it trains; null for backends
 * of tfjs, which do not say. Throws AtelierError `out-of-memory` with the sum where that is too much.
 */
export async function memoryNeeded(job: TrainingJob, backend: BackendId): Promise<number | null> {
  if (backend !== 'engine') return null;
  const { startingBytes } = await import('../engine/start');
  return startingBytes(job);
}

async function createEngineTrainer(job: TrainingJob): Promise<Trainer> {
  try {
    const { startEngine } = await import('../engine/start');
    return new EngineTrainer(await startEngine(job));
  } catch (thrown) {
    if (thrown instanceof AtelierError) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw engineUnavailable(detail, thrown);
  }
}

function engineUnavailable(detail: string, cause?: unknown): AtelierError {
  return new AtelierError({ code: 'backend-unavailable', backend: 'engine', detail }, { cause });
}
