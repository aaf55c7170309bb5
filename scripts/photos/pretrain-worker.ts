/** In a worker of the page that pretrains: decodes the photos, trains on all cores, tells each epoch. */
import { photoResnet } from '../../src/domain/models/photo-resnet';
import {
  categoryOfFashionLabel,
  NONE_OF_THESE,
  outputOf,
  PHOTO_CATEGORIES,
} from '../../src/domain/photo/categories';
import { drawNothing, type OtherPicture } from '../../src/domain/photo/drawn-nothing';
import { drawGarment } from '../../src/domain/photo/drawn-views';
import { garmentCover } from '../../src/domain/photo/garment-cover';
import { type SquarePhoto, wholeView } from '../../src/domain/photo/training-view';
import type { NamedArray } from '../../src/domain/tensors';
import { loadDataset } from '../../src/ml/data/load';
import { startEngine } from '../../src/ml/engine/start';
import { initialWeights } from '../../src/ml/models/initial-weights';
import type { PhotoSet, ViewSource } from '../../src/ml/train/photos/photo-batches';
import {
  type PhotoEpoch,
  type PhotoJob,
  type PhotoTools,
  trainPhase,
} from '../../src/ml/train/photos/train-photos';
import { drawTexts } from './drawn-texts';
import { KIND_COUNT, OUTPUT_OF_KIND, withCategories } from './kinds';

/** What the page is asked for. */
export interface PretrainTask {
  job: PhotoJob;
  /** How many of the phases were made before; `initial` lies at their end. */
  done: number;
  /** How many of the phases, from the first on, tell kinds apart rather than categories. */
  finerPhases: number;
  /** Side at which what is written is to answer, in pixels. */
  answeredSide: number;
  train: PhotoList;
  validation: PhotoList;
  /** Addresses of pictures of other things than clothes. */
  others: string[];
  /** Sides at which photos are kept, in pixels: of each phase, and of the validation photos. */
  keptSides: number[];
  validatedSide: number;
  /** Shares of a batch that garments of Fashion-MNIST and pictures of nothing to wear take. */
  shares: { fashion: number; nothing: number };
  /** Weights to go on from; null: fresh ones. */
  initial: NamedArray[] | null;
}

/** Photos by their addresses. */
export interface PhotoList {
  addresses: string[];
  labels: number[];
  /** By finer kinds (kinds.ts). */
  kinds: number[];
}

/** What the worker tells. */
export type PretrainNews =
  /** Before the first epoch: of how many photos the garment was found. */
  | { type: 'prepared'; photos: number; garments: number; others: number; seconds: number }
  | ({ type: 'epoch' } & Validated & Omit<PhotoEpoch, 'weights'>)
  /** At the end of a phase. */
  | ({ type: 'network'; weights: NamedArray[] } & Validated)
  | { type: 'done' };

/** How the validation photos are answered, shares from 0 to 1. */
interface Validated {
  validationAccuracy: number;
  /** Of each category that has photos, in the order of the outputs. */
  recalls: number[];
}

/** Pictures of text that are drawn beside those of other things. */
const TEXTS = 600;
/** Epochs between two looks at the validation photos. */
const VALIDATED_EVERY = 5;
/** Photos that are looked at together: more would take too much memory at the largest size. */
const VALIDATED_AT_ONCE = 32;

addEventListener('message', async ({ data }: MessageEvent<PretrainTask>) => {
  try {
    await pretrain(data);
    postMessage({ type: 'done' } satisfies PretrainNews);
  } catch (thrown) {
    // A rejection would not reach the page, an error does.
    setTimeout(() => {
      throw thrown;
    });
  }
});

async function pretrain(task: PretrainTask) {
  const { job, finerPhases, answeredSide, validation, initial, keptSides } = task;
  const held = await load(validation, task.validatedSide);
  const [{ side: first } = { side: 0 }] = job.phases;
  let weights: readonly NamedArray[] =
    initial ?? initialWeights(photoResnet(first, KIND_COUNT), job.seed);
  let material: Material | null = null;
  for (let phase = task.done; phase < job.phases.length; phase++) {
    const keptSide = keptSides[phase] ?? 0;
    if (material?.keptSide !== keptSide) material = await prepare(task, keptSide);
    const { set, sources } = material;
    const outputs = phase < finerPhases ? KIND_COUNT : PHOTO_CATEGORIES.length;
    const labels = outputs === KIND_COUNT ? Uint8Array.from(task.train.kinds) : set.labels;
    const tools = toolsFor(job, held, outputs, sources);
    const learned = { ...set, labels, groups: set.labels };
    const trained = await trainPhase(learned, job, phase, tools, weights);
    weights = phase + 1 === finerPhases ? withCategories(trained) : trained;
    if (phase + 1 >= finerPhases) postMessage(await networkNews(held, answeredSide, weights));
  }
}

/** A network tells of itself after each epoch at which it is looked at. */
function toolsFor(
  { phases }: PhotoJob,
  held: PhotoSet,
  outputs: number,
  sources: ViewSource[],
): PhotoTools {
  return {
    model: (side) => photoResnet(side, outputs),
    startEngine: (engineJob) => startEngine(engineJob),
    sources,
    async onEpoch({ weights: averaged, ...epoch }) {
      const phase = phases[epoch.phase];
      const isLast = epoch.epoch === phase?.epochs;
      if (!phase || (epoch.epoch % VALIDATED_EVERY !== 0 && !isLast)) return;
      const validated = await validate(held, phase.side, averaged, outputs);
      postMessage({ type: 'epoch', ...epoch, ...validated } satisfies PretrainNews);
    },
  };
}

async function networkNews(
  held: PhotoSet,
  side: number,
  weights: readonly NamedArray[],
): Promise<PretrainNews> {
  const validated = await validate(held, side, weights, PHOTO_CATEGORIES.length);
  return { type: 'network', weights: [...weights], ...validated };
}

/** What is learned from, once it is decoded and searched. */
interface Material {
  keptSide: number;
  set: PhotoSet;
  sources: ViewSource[];
}

async function prepare(task: PretrainTask, keptSide: number): Promise<Material> {
  const startedAt = performance.now();
  const photos = await load(task.train, keptSide);
  const covers = photos.photos.map(garmentCover);
  const texts = drawTexts(TEXTS, keptSide, task.job.seed);
  const others = [...(await loadOthers(task.others, keptSide)), ...texts];
  postMessage({
    type: 'prepared',
    photos: covers.length,
    garments: covers.filter((cover) => cover !== null).length,
    others: others.length,
    seconds: (performance.now() - startedAt) / 1000,
  } satisfies PretrainNews);
  const set = { ...photos, covers };
  return { keptSide, set, sources: [await fashionSource(task), nothingSource(task, set, others)] };
}

/** Garments of Fashion-MNIST, which also teach bags: of those there are no photos. */
async function fashionSource({ shares }: PretrainTask): Promise<ViewSource> {
  const { train } = await loadDataset('fashion-mnist', new URL('/', location.href).href, () => {});
  const { images, labels, count } = train;
  return {
    share: shares.fashion,
    write(random, side, data, from) {
      const image = Math.floor(random() * count);
      drawGarment(images, image, { side, data, from }, random);
      return outputOf(categoryOfFashionLabel(labels[image] as number));
    },
  };
}

function nothingSource(
  { shares }: PretrainTask,
  { photos }: PhotoSet,
  others: readonly OtherPicture[],
): ViewSource {
  return {
    share: shares.nothing,
    write(random, side, data, from) {
      drawNothing({ photos, others }, { side, data, from }, random);
      return outputOf(NONE_OF_THESE);
    },
  };
}

/** Share of all photos answered rightly, and of each category's. */
async function validate(
  { photos, labels }: PhotoSet,
  side: number,
  weights: readonly NamedArray[],
  outputs: number,
): Promise<Validated> {
  const model = photoResnet(side, outputs);
  const engine = await startEngine({
    model,
    loss: 'crossEntropy',
    optimizer: 'sgd',
    seed: 0,
    batchSize: VALIDATED_AT_ONCE,
  });
  engine.writeWeights(weights);
  const bytes = side * side * 3;
  const images = new Uint8Array(photos.length * bytes);
  photos.forEach((photo, index) => {
    images.set(wholeView(photo, side), index * bytes);
  });
  const all = Uint32Array.from(photos, (_, index) => index);
  const { predictions } = engine.classify({ count: photos.length, images, labels }, all);
  engine.dispose();
  const counts = new Map<number, { right: number; all: number }>();
  labels.forEach((label, index) => {
    const count = counts.get(label) ?? { right: 0, all: 0 };
    count.all++;
    if (OUTPUT_OF_KIND[predictions[index] as number] === label) count.right++;
    counts.set(label, count);
  });
  const sorted = [...counts].sort(([left], [right]) => left - right).map(([, count]) => count);
  const right = sorted.reduce((sum, count) => sum + count.right, 0);
  return {
    validationAccuracy: right / photos.length,
    recalls: sorted.map((count) => count.right / count.all),
  };
}

async function load({ addresses, labels }: PhotoList, side: number): Promise<PhotoSet> {
  const photos: SquarePhoto[] = [];
  for (const address of addresses) {
    const pixels = await squarePixels(address, side);
    const data = new Uint8Array(side * side * 3);
    for (let pixel = 0; pixel < side * side; pixel++) {
      data.set(pixels.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
    }
    photos.push({ side, data });
  }
  return { photos, labels: Uint8Array.from(labels) };
}

async function loadOthers(addresses: readonly string[], side: number): Promise<OtherPicture[]> {
  const pictures: OtherPicture[] = [];
  for (const address of addresses) {
    pictures.push({ side, data: Uint8Array.from(await squarePixels(address, side)) });
  }
  return pictures;
}

/** The whole picture, whatever its proportions: red, green, blue and opacity of each pixel. */
async function squarePixels(address: string, side: number): Promise<Uint8ClampedArray> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const bitmap = await createImageBitmap(await response.blob(), { imageOrientation: 'from-image' });
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas in this worker');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, side, side);
  bitmap.close();
  return context.getImageData(0, 0, side, side).data;
}
