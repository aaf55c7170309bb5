/** In a worker of the page that measures what each step buys on photos: trains networks and asks them. */
import { type Dataset, IMAGE_PIXELS, IMAGE_SIDE, type ImageSet } from '../src/domain/dataset';
import { CATALOGUE } from '../src/domain/models/catalogue';
import { categoryOfFashionLabel } from '../src/domain/photo/categories';
import { HYPOTHESIS_COUNT, hypothesesOf, meanProbabilities } from '../src/domain/photo/hypotheses';
import { type OwnExamples, withExamples } from '../src/domain/photo/own-examples';
import { NO_ADJUSTMENTS, type PhotoAdjustments, type PixelImage } from '../src/domain/photo/photo';
import type { PhotoLikeOptions } from '../src/domain/photo/photo-like-view';
import { preparePhoto, type Tone } from '../src/domain/photo/prepare';
import { learningRateAt } from '../src/domain/schedule';
import type { TrainingSettings } from '../src/domain/settings';
import { epochOrder } from '../src/domain/split';
import type { NamedArray } from '../src/domain/tensors';
import { loadDataset } from '../src/ml/data/load';
import type { Engine } from '../src/ml/engine/engine';
import { startEngine } from '../src/ml/engine/start';
import { PHOTO_SIDE } from '../src/ml/infer/decode';
import { bitmapPixels } from '../src/ml/infer/drawing';
import { classify, closeNetwork, openNetwork } from '../src/ml/infer/networks';
import { initialWeights } from '../src/ml/models/initial-weights';
import { runSplit, stepsPerEpoch } from '../src/ml/train/loop';
import { PhotoViews } from '../src/ml/train/photo-views';

/** What the page is asked for. */
export interface AblationTask {
  /** Photos by their addresses, with what they show. */
  photos: { address: string; category: string }[];
  /** Photos that somebody could have corrected, by other people, with their labels in Fashion-MNIST. */
  corrected: { address: string; label: number }[];
  /** Each is trained; `photoViews` of its settings says how many views there are, `views` what is in them. */
  trainings: AblationTraining[];
}

/** A network to train. */
export interface AblationTraining {
  settings: TrainingSettings;
  views: PhotoLikeOptions;
  /** How many of the corrected photos are kept and trained on too, and as how many copies each. */
  kept: { photos: number; copies: number };
}

/** Ways from a photo to the answer. */
export const WAYS = [
  ...(['resized', 'turnedOver', 'cutOut', 'toned', 'mean'] as const),
  ...(['bright', 'meanOfPolarities', 'meanOfMirrored'] as const),
] as const;
/**
 * Merely grey and small; also turned over; also cut out and trimmed; also darker and softer; that in all widths, as the
 * Assistant does. Instead: not turned over; it and that one; it and its mirror image.
 */
export type Way = (typeof WAYS)[number];

/** What a training came to; shares of right answers, 0 to 1. */
export interface AblationResult {
  /** Place in {@link AblationTask.trainings}. */
  training: number;
  validationImages: number;
  photos: Record<Way, number>;
  seconds: number;
}

/** What the worker tells. */
export type AblationNews = ({ type: 'result' } & AblationResult) | { type: 'done' };

/** Images of all photos, one after the other. */
type PreparedPhotos = Record<
  'resized' | 'turnedOver' | 'cutOut' | 'toned' | 'otherPolarity',
  Uint8Array
>;

const WHOLE: PhotoAdjustments = { ...NO_ADJUSTMENTS, background: 'keep' };
const WHOLE_AS_IT_IS: PhotoAdjustments = { ...WHOLE, invert: 'no' };
const OTHER_POLARITY: PhotoAdjustments = { ...NO_ADJUSTMENTS, invert: 'no' };
/** Neither darker nor softer. */
const PLAIN: Tone = { brightness: 1, softness: 0 };
const KEY = 'ablation';

addEventListener('message', async ({ data }: MessageEvent<AblationTask>) => {
  try {
    await measureAll(data);
    postMessage({ type: 'done' } satisfies AblationNews);
  } catch (thrown) {
    // A rejection would not reach the page, an error does.
    setTimeout(() => {
      throw thrown;
    });
  }
});

async function measureAll({ photos, corrected, trainings }: AblationTask): Promise<void> {
  const dataset = await loadDataset('fashion-mnist', new URL('/', location.href).href, () => {});
  const prepared = await prepareAll(photos.map(({ address }) => address));
  const examples = await examplesOf(corrected);
  for (const [training, { settings, views, kept }] of trainings.entries()) {
    const startedAt = performance.now();
    const own = { ...dataset, train: withKept(dataset.train, examples, kept) };
    const { validationImages, weights } = await trained(own, settings, views);
    const { seed } = settings;
    await openNetwork({ key: KEY, spec: CATALOGUE[settings.model], seed, temperature: 1, weights });
    const answers = await answer(prepared);
    closeNetwork(KEY);
    postMessage({
      type: 'result',
      training,
      validationImages,
      photos: sharesOf(answers, photos),
      seconds: (performance.now() - startedAt) / 1000,
    } satisfies AblationNews);
  }
}

/** As the Assistant keeps them: cut out and grey. */
async function examplesOf(corrected: AblationTask['corrected']): Promise<OwnExamples> {
  const pixels = new Uint8Array(corrected.length * IMAGE_PIXELS);
  for (const [index, { address }] of corrected.entries()) {
    const photo = preparePhoto(await pixelsOf(address), NO_ADJUSTMENTS);
    pixels.set(photo.pixels, index * IMAGE_PIXELS);
  }
  return { pixels, labels: Uint8Array.from(corrected, ({ label }) => label) };
}

/** Training images, and after them the first of the examples. */
function withKept(
  train: ImageSet,
  { pixels, labels }: OwnExamples,
  { photos, copies }: AblationTraining['kept'],
): ImageSet {
  if (photos === 0) return train;
  const first = { pixels: pixels.slice(0, photos * IMAGE_PIXELS), labels: labels.slice(0, photos) };
  const source = withExamples(train, first, copies);
  const images = new Uint8Array(source.count * IMAGE_PIXELS);
  for (let at = 0; at < source.count; at++) images.set(source.pixelsAt(at), at * IMAGE_PIXELS);
  return { count: source.count, images, labels: source.labels };
}

/** Trains on all cores; gives the share of validation images answered rightly, and the weights. */
async function trained(
  dataset: Dataset,
  settings: TrainingSettings,
  views: PhotoLikeOptions,
): Promise<{ validationImages: number; weights: NamedArray[] }> {
  const split = runSplit(dataset, settings);
  const model = CATALOGUE[settings.model];
  const { loss, optimizer, weightDecay, labelSmoothing, seed } = settings;
  const engine = await startEngine({
    model,
    ...{ loss, optimizer, weightDecay, labelSmoothing, seed },
  });
  engine.writeWeights(initialWeights(model, seed));
  train(engine, settings, split.training, new PhotoViews(settings, dataset, views));
  const { predictions } = engine.classify(dataset.train, split.validation);
  const right = predictions.filter(
    (label, at) => label === dataset.train.labels[split.validation[at] as number],
  );
  const weights = engine.readWeights();
  engine.dispose();
  return { validationImages: right.length / predictions.length, weights };
}

/** As the training loop does it, without pauses and events. */
function train(
  engine: Engine,
  settings: TrainingSettings,
  training: Uint32Array,
  views: PhotoViews,
): void {
  const { batchSize, epochs, seed } = settings;
  const steps = stepsPerEpoch(training.length, batchSize);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = epochOrder(training, seed, epoch);
    for (let index = 0; index < steps; index++) {
      const place = epoch * steps + index;
      const learningRate = learningRateAt(place, epochs * steps, settings, []);
      const batch = order.subarray(index * batchSize, (index + 1) * batchSize);
      const { images, plans } = views.show([{ step: place + 1, batch, learningRate }]);
      engine.train(images, plans);
    }
  }
}

/** Most probable label of each photo, by each way. */
async function answer(prepared: PreparedPhotos): Promise<Record<Way, number[]>> {
  const own = await eachProbabilities(prepared.toned);
  const other = await eachProbabilities(prepared.otherPolarity);
  const mirrored = await eachProbabilities(mirroredRows(prepared.toned));
  return {
    resized: (await eachProbabilities(prepared.resized)).map(largest),
    turnedOver: (await eachProbabilities(prepared.turnedOver)).map(largest),
    cutOut: (await eachProbabilities(prepared.cutOut)).map(largest),
    toned: own.map(largest),
    mean: (await eachProbabilities(prepared.toned, true)).map(largest),
    bright: other.map(largest),
    meanOfPolarities: summed(own, other).map(largest),
    meanOfMirrored: summed(own, mirrored).map(largest),
  };
}

/** Probabilities of each photo: of its image alone, or the mean over its widths. */
async function eachProbabilities(images: Uint8Array, inAllWidths = false): Promise<Float32Array[]> {
  const result: Float32Array[] = [];
  for (let from = 0; from < images.length; from += IMAGE_PIXELS) {
    const image = images.slice(from, from + IMAGE_PIXELS);
    const answers = await classify(KEY, inAllWidths ? hypothesesOf(image) : image);
    result.push(inAllWidths ? meanProbabilities(answers, 1, HYPOTHESIS_COUNT) : answers);
  }
  return result;
}

function summed(own: readonly Float32Array[], other: readonly Float32Array[]): Float32Array[] {
  return own.map((shares, photo) =>
    shares.map((share, label) => share + (other[photo]?.[label] ?? 0)),
  );
}

/** Each row of each image from right to left. */
function mirroredRows(images: Uint8Array): Uint8Array {
  return images.map((_, at) => {
    const column = at % IMAGE_SIDE;
    return images[at - column + IMAGE_SIDE - 1 - column] as number;
  });
}

function largest(shares: Float32Array): number {
  return shares.indexOf(Math.max(...shares));
}

function sharesOf(
  answers: Record<Way, number[]>,
  photos: AblationTask['photos'],
): Record<Way, number> {
  const share = (labels: readonly number[]) =>
    labels.filter((label, at) => categoryOfFashionLabel(label) === photos[at]?.category).length /
    photos.length;
  const shares = WAYS.map((way) => [way, share(answers[way])]);
  return Object.fromEntries(shares) as Record<Way, number>;
}

async function prepareAll(addresses: readonly string[]): Promise<PreparedPhotos> {
  const bytes = addresses.length * IMAGE_PIXELS;
  const prepared: PreparedPhotos = {
    resized: new Uint8Array(bytes),
    turnedOver: new Uint8Array(bytes),
    toned: new Uint8Array(bytes),
    cutOut: new Uint8Array(bytes),
    otherPolarity: new Uint8Array(bytes),
  };
  for (const [index, address] of addresses.entries()) {
    const photo = await pixelsOf(address);
    const to = index * IMAGE_PIXELS;
    prepared.resized.set(preparePhoto(photo, WHOLE_AS_IT_IS, PLAIN).pixels, to);
    prepared.turnedOver.set(preparePhoto(photo, WHOLE, PLAIN).pixels, to);
    prepared.cutOut.set(preparePhoto(photo, NO_ADJUSTMENTS, PLAIN).pixels, to);
    prepared.toned.set(preparePhoto(photo, NO_ADJUSTMENTS).pixels, to);
    prepared.otherPolarity.set(preparePhoto(photo, OTHER_POLARITY).pixels, to);
  }
  return prepared;
}

async function pixelsOf(address: string): Promise<PixelImage> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const bitmap = await createImageBitmap(await response.blob(), { imageOrientation: 'from-image' });
  const pixels = bitmapPixels(bitmap, PHOTO_SIDE);
  bitmap.close();
  return pixels;
}
