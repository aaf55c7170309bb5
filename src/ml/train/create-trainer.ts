import type { BackendId } from '../../domain/backend';
import { startBackend } from '../backends/start';
import { TfjsTrainer } from './tfjs-trainer';
import type { Trainer, TrainingJob } from './trainer';

/**
 * The trainer behind a backend, ready for its first state: the one place that knows which backends
 * compute through tfjs. Throws AtelierError `backend-unavailable`.
 */
export async function createTrainer(job: TrainingJob, backend: BackendId): Promise<Trainer> {
  await startBackend(backend);
  return new TfjsTrainer(job, backend);
}
