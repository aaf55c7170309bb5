/** In a worker of the measured page: trains on noise, which takes as long as clothes do. */
import { CLASS_COUNT, IMAGE_PIXELS, type ImageSet } from '../src/domain/dataset';
import { CATALOGUE, conv3x3 } from '../src/domain/models/catalogue';
import type { LayerSpec, ModelId, ModelSpec } from '../src/domain/models/layers';
import { randomStream } from '../src/domain/random';
import { Engine, engineMemory } from '../src/ml/engine/engine';
import { loadKernels, startEngine } from '../src/ml/engine/start';
import { takingTurns } from '../src/ml/engine/turns';
import { initialWeights } from '../src/ml/models/initial-weights';

/** One case. */
export interface EngineCase {
  /** Of the catalogue, or {@link PLAIN_CONVOLUTIONS}. */
  model: ModelId | 'plain';
  batch: number;
  threads: number;
}

/** What it took. */
export interface EngineTime {
  /** For 60,000 images, reckoned from about two seconds of training. */
  epochSeconds: number;
  /** For 10,000 images. */
  evaluationSeconds: number;
  /** Share of each operation, as text; only when asked for. */
  profile: string | null;
}

/** Keeps a pooling from being fused with the convolution before it. */
const NOTHING: LayerSpec = { kind: 'dropout', rate: 0 };

/** The convolutions of small-resnet without what lies between them. */
const PLAIN_CONVOLUTIONS: ModelSpec = {
  ...{ id: 'small-resnet', inputShape: [28, 28, 1], inputScaling: 'unit' },
  layers: [
    ...[conv3x3(32), conv3x3(64), NOTHING, { kind: 'maxPool', size: 2 } as const],
    ...[conv3x3(64), conv3x3(64), conv3x3(128), NOTHING, { kind: 'maxPool', size: 2 } as const],
    ...[conv3x3(128), conv3x3(128), { kind: 'flatten' } as const],
    { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' },
  ],
};

const MODELS = { ...CATALOGUE, plain: PLAIN_CONVOLUTIONS };

const COUNT = 4000;
const WARM_UP_MS = 500;
const MEASURE_MS = 2000;

/** Images with a dark border and bright, uneven middles, one class each in turn. */
function noise(): ImageSet {
  const random = randomStream(1);
  const images = Uint8Array.from({ length: COUNT * IMAGE_PIXELS }, (_, position) => {
    const [x, y] = [position % 28, Math.floor(position / 28) % 28];
    const isInside = x > 5 && x < 22 && y > 2 && y < 25;
    return isInside ? random() * 256 : 0;
  });
  const labels = Uint8Array.from({ length: COUNT }, (_, index) => index % CLASS_COUNT);
  return { count: COUNT, images, labels };
}

const IMAGES = noise();

async function measure({ model, batch, threads }: EngineCase): Promise<EngineTime> {
  const spec = MODELS[model];
  const job = { model: spec, loss: 'crossEntropy', optimizer: 'adam', seed: 1 } as const;
  const engine = await startEngine(job, threads);
  engine.writeWeights(initialWeights(spec, 1));
  let step = 0;
  /** As many steps as the training loop would queue. */
  const train = (steps: number) => {
    const plans = Array.from({ length: steps }, () => {
      const from = (step * batch) % (COUNT - batch);
      step++;
      const indices = Uint32Array.from({ length: batch }, (_, index) => from + index);
      return { step, batch: indices, learningRate: 1e-3 };
    });
    engine.train(IMAGES, plans);
  };
  const spend = (milliseconds: number) => {
    const startedAt = performance.now();
    const before = step;
    while (performance.now() - startedAt < milliseconds) train(Math.ceil(640 / batch));
    return (performance.now() - startedAt) / 1000 / ((step - before) * batch);
  };
  spend(WARM_UP_MS);
  const epochSeconds = spend(MEASURE_MS) * 60_000;
  const evaluationSeconds = evaluate(engine);
  engine.dispose();
  return { epochSeconds, evaluationSeconds, profile: null };
}

/** As the training loop does it, 250 at a time. */
function evaluate(engine: Awaited<ReturnType<typeof startEngine>>): number {
  const run = () => {
    for (let from = 0; from < 10_000; from += 250) {
      engine.classify(
        IMAGES,
        Uint32Array.from({ length: 250 }, (_, index) => (from + index) % COUNT),
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
  const spec = MODELS[model];
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

type Message = MessageEvent<{ task: EngineCase; profile: boolean }>;

addEventListener('message', async ({ data }: Message) => {
  const time = await measure(data.task);
  postMessage({ ...time, profile: data.profile ? await profile(data.task) : null });
});
