/** PyTorch as a peer: a program of its own for each measurement. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CATALOGUE } from '../../src/domain/models/catalogue';
import { totalParameters } from '../../src/domain/models/shapes';
import type { EngineCase, TrainingTime } from '../training-cases';

/** A PyTorch that was found. */
export interface Torch {
  /** Version and library for products, for the report. */
  version: string;
  measure(task: EngineCase, seconds: number): TrainingTime;
}

const SCRIPT = fileURLToPath(new URL('./torch_peer.py', import.meta.url));

/** The second is Debian's, where a version manager has put another first. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/**
 * Best of the environments tried on two cores: else OpenBLAS's threads and OpenMP's fight for them, and
 * large buffers go back to the system after every step, which made it two to five times slower.
 */
function environment(threads: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    OPENBLAS_NUM_THREADS: '1',
    OMP_NUM_THREADS: String(threads),
    MALLOC_MMAP_THRESHOLD_: '1000000000',
    MALLOC_TRIM_THRESHOLD_: '4000000000',
    MALLOC_TOP_PAD_: '100000000',
  };
}

/** PyTorch where Python has it, else a sentence about how to have it. */
export function findTorch(): Torch | { missing: string } {
  for (const python of PYTHONS) {
    const checked = answer<{ version: string; isSlow: boolean }>(python, 1, ['--check']);
    if (!checked) continue;
    if (checked.isSlow) {
      return {
        missing: 'its products are plain loops here: `apt-get install libopenblas0-pthread`',
      };
    }
    return {
      version: checked.version,
      measure({ model, batch, threads }, seconds) {
        const numbers = [`--batch=${batch}`, `--threads=${threads}`, `--seconds=${seconds}`];
        const spec = CATALOGUE[model];
        const given = [`--spec=${JSON.stringify(spec)}`, ...numbers];
        const answered = answer<TrainingTime & { parameters: number }>(python, threads, given);
        if (!answered) throw new Error(`PyTorch did not train ${model}`);
        const { parameters, ...time } = answered;
        if (parameters !== totalParameters(spec)) {
          throw new Error(`PyTorch's ${model} has ${parameters} parameters`);
        }
        return time;
      },
    };
  }
  return {
    missing: '`apt-get install python3-torch python3-numpy libopenblas0-pthread` on Debian',
  };
}

/** The line of JSON that the script prints; null where it fails. */
function answer<Answer>(python: string, threads: number, given: string[]): Answer | null {
  const { status, stdout } = spawnSync(python, [SCRIPT, ...given], {
    env: environment(threads),
    encoding: 'utf8',
  });
  return status === 0 ? JSON.parse(stdout) : null;
}
