/** In a worker of the measured page: answers the images of one photo by the engine and by tfjs in WASM, in turn. */
import { CATALOGUE } from '../src/domain/models/catalogue';
import type { ModelSpec } from '../src/domain/models/layers';
import { photoResnet } from '../src/domain/models/photo-resnet';
import { imageBytes } from '../src/domain/models/shapes';
import { COLOR_HYPOTHESIS_COUNT, HYPOTHESIS_COUNT } from '../src/domain/photo/hypotheses';
import { startBackend } from '../src/ml/backends/start';
import { agreeingEngine, tfjsLogits } from '../src/ml/infer/answering-engine';
import { TfNetwork } from '../src/ml/models/build';
import { initialWeights } from '../src/ml/models/initial-weights';
import type { AnsweringTime } from './answering';
import { median } from './median';

/** Networks with as many images as a photo makes of itself. */
const CASES: readonly [network: string, spec: ModelSpec, images: number][] = [
  ['photo network', photoResnet(112, 12), COLOR_HYPOTHESIS_COUNT],
  ['small CNN (s3-cnn)', CATALOGUE['s3-cnn'], HYPOTHESIS_COUNT],
  ['small residual network', CATALOGUE['small-resnet'], HYPOTHESIS_COUNT],
];
const ROUNDS = 60;
/** The first ones compile. */
const WARM_UP = 10;

addEventListener('message', async () => {
  try {
    await startBackend('wasm');
    const times: AnsweringTime[] = [];
    for (const [network, spec, images] of CASES) {
      times.push({ network, images, ...(await measure(spec, images)) });
    }
    postMessage(times);
  } catch (thrown) {
    // A rejection would not reach the page, an error does.
    setTimeout(() => {
      throw thrown;
    });
  }
});

/** Both in turn, so that what else the machine does falls on both. */
async function measure(
  spec: ModelSpec,
  count: number,
): Promise<Pick<AnsweringTime, 'engineMs' | 'tfjsMs'>> {
  const weights = initialWeights(spec, 1);
  const network = new TfNetwork(spec, { seed: 0, step: 0 });
  network.writeWeights(weights);
  const engine = await agreeingEngine(network, spec, weights);
  if (!engine) throw new Error(`the engine does not answer ${spec.id} here`);
  const pixels = Uint8Array.from({ length: count * imageBytes(spec) }, (_, at) => (at * 31) % 256);
  const [engineTimes, tfjsTimes]: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const startedAt = performance.now();
    engine.logits(pixels);
    const between = performance.now();
    await tfjsLogits(network, spec, pixels);
    if (round < 0) continue;
    engineTimes.push(between - startedAt);
    tfjsTimes.push(performance.now() - between);
  }
  network.dispose();
  engine.dispose();
  return { engineMs: median(engineTimes), tfjsMs: median(tfjsTimes) };
}
