/**
 * Trains the photo network that comes with Atelier, by the engine in a headless browser, on labelled
 * photos: `ATELIER_PHOTOS=folder npm run pretrain:photos`. The folder has a labels.csv (file, label,
 * sender, kids, split), as docs/decisions/0020-photo-network.md describes. Writes its weights after each
 * phase, and goes on from them with `--from FILE`. Hours on two cores.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { formatSafetensors, parseSafetensors } from '../src/domain/safetensors';
import type { NamedArray } from '../src/domain/tensors';
import { BROWSER_ARGUMENTS } from './browser-arguments';
import { findBrowser } from './find-browser';
import { readLabels } from './photos/labels';
import type { PhotoList, PretrainNews, PretrainTask } from './photos/pretrain-worker';
import { servePages } from './serve-pages';

const PORT = 4391;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'photo-resnet.safetensors' },
    from: { type: 'string' },
    phases: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

const USUAL_VIEW = {
  ...{ smallestArea: 0.45, stretch: 1.33, rotation: 12, flip: 0.5 },
  ...{ color: 0.35, hue: 12, erasing: 0.25 },
};
const USUAL_PHASE = {
  ...{ batchSize: 32, view: USUAL_VIEW, mixup: 0.2, balance: 0.4 },
};

const folder = process.env.ATELIER_PHOTOS;
if (!folder) throw new Error('ATELIER_PHOTOS names no folder of photos with a labels.csv');

function listOf(split: 'train' | 'validation'): PhotoList {
  const photos = readLabels(folder as string, split);
  return {
    addresses: photos.map(({ file }) => `/photos/${file}`),
    labels: photos.map(({ output }) => output),
  };
}

const server = await servePages(PORT, false, folder);
const browser = await chromium.launch({
  executablePath: findBrowser((line) => console.log(line)),
  args: [...BROWSER_ARGUMENTS],
});
try {
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  await page.exposeFunction('tell', hear);
  await page.goto(new URL('scripts/photos/pretrain.html', server.resolvedUrls?.local[0]).href);
  const phases = (
    JSON.parse(values.phases ?? '[{"side":64,"epochs":60,"learningRate":0.004}]') as object[]
  ).map((phase) => ({ ...USUAL_PHASE, ...phase }));
  const task: PretrainTask = {
    job: {
      ...{ seed: Number(values.seed), weightDecay: 0.05, labelSmoothing: 0.1 },
      phases: phases as unknown as PretrainTask['job']['phases'],
    },
    train: listOf('train'),
    validation: listOf('validation'),
    keptSide: 112,
    shares: { fashion: 0.15, nothing: 0.08 },
    initial: values.from ? readWeights(values.from) : null,
  };
  await page.evaluate(
    (given) =>
      (globalThis as unknown as { pretrain(task: PretrainTask): Promise<null> }).pretrain(given),
    task,
  );
} finally {
  await browser.close();
  await server.close();
}

function readWeights(file: string): NamedArray[] {
  return [...parseSafetensors(new Uint8Array(readFileSync(file)))];
}

function hear(news: PretrainNews): void {
  if (news.type === 'epoch') {
    const { phase, epoch, trainingLoss, trainingAccuracy, seconds, recalls } = news;
    console.log(
      `phase ${phase + 1}, epoch ${epoch}: ${seconds.toFixed(1)} s, loss ${trainingLoss.toFixed(3)}, ` +
        `training ${trainingAccuracy.toFixed(3)}, validation ${news.validationAccuracy.toFixed(4)}, ` +
        `recalls ${recalls.map((recall) => recall.toFixed(2)).join(' ')}`,
    );
  } else if (news.type === 'weights') {
    writeFileSync(values.out, formatSafetensors(revived(news.weights), {}));
  }
}

/** Arrays that came from the page as objects of numbers. */
function revived(weights: NamedArray[]): NamedArray[] {
  return weights.map(({ name, shape, data }) => ({
    name,
    shape,
    data: Float32Array.from(Object.values(data)),
  }));
}
