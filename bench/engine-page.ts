/** In a worker of the measured page: trains on noise, which takes as long as clothes do. */
import { CATALOGUE } from '../src/domain/models/catalogue';
import { Engine } from '../src/ml/engine/engine';
import { engineMemory } from '../src/ml/engine/job';
import { loadKernels, startEngine } from '../src/ml/engine/start';
import { takingTurns } from '../src/ml/engine/turns';
import { initialWeights } from '../src/ml/models/initial-weights';
import {
  answerTasks,
  batchOf,
  type EngineCase,
  noise,
  type TrainingTime,
  timeTraining,
} from './training-cases';

/** What it took. */
export interface EngineTime extends TrainingTime {
  /** For 10,000 images. */
  evaluationSeconds: number;
  /** Share of each operation, as text; only when asked for. */
  profile: string | null;
}

/** What the page can ask for. */
export interface EngineTask extends EngineCase {
  milliseconds: number;
  isProfile: boolean;
}

const IMAGES = noise();

async function measure(task: EngineTask): Promise<EngineTime> {
  const { model, batch, threads, milliseconds, isProfile } = task;
  const spec = CATALOGUE[model];
  const job = { model: spec, loss: 'crossEntropy', optimizer: 'adam', seed: 1 } as const;
  const engine = await startEngine(job, threads);
  engine.writeWeights(initialWeights(spec, 1));
  // As many steps at once as the training loop would queue.
  const queued = Math.ceil(640 / batch);
  const training = await timeTraining(batch, milliseconds, async (step) => {
    const plans = Array.from({ length: queued }, (_, index) => ({
      step: step + index + 1,
      batch: batchOf(step + index, batch),
      learningRate: 1e-3,
    }));
    engine.train(IMAGES, plans);
    return queued;
  });
  const evaluationSeconds = evaluate(engine);
  engine.dispose();
  return { ...training, evaluationSeconds, profile: isProfile ? await profile(task) : null };
}

/** In parts as large as those of a training loop that is not held up, without its pauses. */
function evaluate(engine: Awaited<ReturnType<typeof startEngine>>): number {
  const run = () => {
    for (let from = 0; from < 10_000; from += 250) {
      engine.classify(
        IMAGES,
        Uint32Array.from({ length: 250 }, (_, index) => (from + index) % IMAGES.count),
      );
    }
  };
  run();
  const startedAt = performance.now();
  run();
  return (performance.now() - startedAt) / 1000;
}

/** Shortest time of each operation of a step over a few seconds, on one thread. */
async function profile({ model, batch }: EngineCase): Promise<string> {
  const spec = CATALOGUE[model];
  const job = { model: spec, loss: 'crossEntropy', optimizer: 'adam', seed: 1 } as const;
  const memory = engineMemory(job, 1);
  const best: number[] = [];
  const hear = (operation: number, time: number) => {
    best[operation] = Math.min(best[operation] ?? Number.POSITIVE_INFINITY, time);
  };
  const engine = new Engine(job, memory, takingTurns(await loadKernels(), memory, 1, hear));
  engine.writeWeights(initialWeights(spec, 1));
  const indices = Uint32Array.from({ length: batch }, (_, index) => index);
  const endAt = performance.now() + 4000;
  for (let step = 1; performance.now() < endAt; step++) {
    engine.train(IMAGES, [{ step, batch: indices, learningRate: 1e-4 }]);
  }
  const { operations } = engine.plan.training.list;
  const perEpoch = (milliseconds: number) => ((milliseconds * 60) / batch).toFixed(3);
  const lines = operations.map(
    ({ name, layer, hasBarrier }, index) =>
      `${perEpoch(best[index] ?? 0).padStart(8)} s ${hasBarrier ? '|' : ' '} ${name} ${layer}`,
  );
  return [
    ...lines,
    `${perEpoch(best.reduce((sum, time) => sum + time, 0)).padStart(8)} s   all`,
  ].join('\n');
}

answerTasks(measure);
