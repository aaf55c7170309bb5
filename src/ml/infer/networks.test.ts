import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLASS_COUNT, IMAGE_PIXELS } from '../../domain/dataset';
import { AtelierError } from '../../domain/failure';
import { CATALOGUE } from '../../domain/models/catalogue';
import { MODEL_IDS, type ModelId } from '../../domain/models/layers';
import {
  type NetworkRequest,
  SHIPPED_FILES,
  SHIPPED_FOLDERS,
  type ShippedRunKind,
} from '../../domain/network';
import { presetOf } from '../../domain/presets';
import { parseRunRecord, type RunRecord } from '../../domain/run';
import { parseSafetensors } from '../../domain/safetensors';
import type { NamedArray } from '../../domain/tensors';
import type { EngineJob } from '../engine/job';
import { initialWeights } from '../models/initial-weights';
import { bandImages } from '../testing';
import { classify, closeNetwork, openedNetwork, openNetwork } from './networks';

vi.mock('../backends/start', async () => ({
  startBackend: (await import('../testing')).startInNode,
}));
vi.mock('../engine/start', async () => {
  const { engineInTurns } = await import('../engine/testing/in-turns');
  return { startEngine: async (job: EngineJob) => engineInTurns(job, 1) };
});

/** A file of a network that comes with the app. */
function shippedFile(kind: ShippedRunKind, file: string) {
  return readFileSync(new URL(`../../../public/${SHIPPED_FOLDERS[kind]}${file}`, import.meta.url));
}

function shippedRecord(kind: ShippedRunKind): RunRecord {
  return parseRunRecord(JSON.parse(shippedFile(kind, SHIPPED_FILES.record).toString('utf8')));
}

function request(key: string, model: ModelId = 's3-dense', seed = 1): NetworkRequest {
  const spec = CATALOGUE[model];
  return { key, spec, seed, temperature: 1, weights: initialWeights(spec, seed) };
}

async function failureOf(work: () => unknown) {
  try {
    await work();
    return null;
  } catch (thrown) {
    return thrown instanceof AtelierError ? thrown.failure : thrown;
  }
}

beforeAll(() => openNetwork(request('warm-up')));
beforeEach(() => {
  for (const key of ['warm-up', 'a', 'b']) closeNetwork(key);
});

describe('open networks', () => {
  it.each(MODEL_IDS)('give ten probabilities an image (%s)', async (model) => {
    await openNetwork(request('a', model));
    const { images } = bandImages(3, 1);
    const probabilities = await classify('a', images);
    expect(probabilities.length).toBe(3 * CLASS_COUNT);
    for (let image = 0; image < 3; image++) {
      const own = probabilities.subarray(image * CLASS_COUNT, (image + 1) * CLASS_COUNT);
      expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
      // Alone and among others alike.
      const alone = await classify(
        'a',
        images.subarray(image * IMAGE_PIXELS, (image + 1) * IMAGE_PIXELS),
      );
      own.forEach((share, label) => {
        expect(alone[label]).toBeCloseTo(share, 5);
      });
    }
  });

  it('answer with the weights given last under their key', async () => {
    const { images } = bandImages(1, 1);
    await openNetwork(request('a', 's3-cnn', 1));
    await openNetwork(request('b', 's3-cnn', 2));
    const first = await classify('a', images);
    const second = await classify('b', images);
    expect(first).not.toEqual(second);
    await openNetwork(request('a', 's3-cnn', 2));
    expect(await classify('a', images)).toEqual(second);
  });

  it('keep the one before when the new weights do not fit', async () => {
    await openNetwork(request('a', 's3-dense', 1));
    const before = await classify('a', bandImages(1, 1).images);
    const misfit = { ...request('a'), weights: initialWeights(CATALOGUE['s1-cnn'], 1) };
    expect(await failureOf(() => openNetwork(misfit))).toMatchObject({ code: 'run-invalid' });
    expect(await classify('a', bandImages(1, 1).images)).toEqual(before);
    // Nor does a network that would fit but for its last array take on the others.
    const { weights } = request('a', 's3-dense', 2);
    const cut = { ...request('a'), weights: (weights as NamedArray[]).slice(0, -1) };
    expect(await failureOf(() => openNetwork(cut))).toMatchObject({ code: 'run-invalid' });
    expect(await classify('a', bandImages(1, 1).images)).toEqual(before);
  });

  it('leave no tensors behind', async () => {
    await openNetwork(request('a'));
    const { numTensors } = tf.memory();
    await classify('a', bandImages(250, 1).images);
    await openNetwork(request('a', 's3-dense', 3));
    const misfit = { ...request('a'), weights: [] };
    await failureOf(() => openNetwork(misfit));
    expect(tf.memory().numTensors).toBe(numTensors);
    closeNetwork('a');
    expect(tf.memory().numTensors).toBeLessThan(numTensors);
  });

  it('are said to be missing when they are not open', async () => {
    const missing = { code: 'network-missing', name: 'a' };
    expect(await failureOf(() => openedNetwork('a'))).toEqual(missing);
    expect(await failureOf(() => classify('a', bandImages(1, 1).images))).toEqual(missing);
  });
});

/** What each network that comes with the app has to be. */
const SHIPPED: [kind: ShippedRunKind, model: ModelId, accuracy: number, bytes: number][] = [
  ['shipped', 's3-cnn', 0.91, 2_000_000],
  ['forPhotos', 's1-cnn', 0.8, 1_000_000],
];

describe.each(SHIPPED)('the network that comes as %s', (kind, model, accuracy, bytes) => {
  const record = shippedRecord(kind);

  it('was trained on all images, is small, and is right about the test images', () => {
    expect(record.model.spec).toEqual(CATALOGUE[model]);
    expect(record.dataset).toMatchObject({ id: 'fashion-mnist', testImages: 10_000 });
    expect(record.status).toBe('finished');
    expect(record.result?.accuracy).toBeGreaterThanOrEqual(accuracy);
    expect(shippedFile(kind, SHIPPED_FILES.weights).length).toBeLessThan(bytes);
  });

  it('has the weights that the record tells of', async () => {
    const weights = parseSafetensors(shippedFile(kind, SHIPPED_FILES.weights));
    await openNetwork({ key: 'a', spec: record.model.spec, seed: 1, temperature: 1, weights });
    const { images, labels } = await starterTestImages();
    const probabilities = await classify('a', images);
    const right = labels.reduce((sum, label, image) => {
      const own = probabilities.subarray(image * CLASS_COUNT, (image + 1) * CLASS_COUNT);
      return sum + Number(own.indexOf(Math.max(...own)) === label);
    }, 0);
    // 1,000 of the 10,000 test images: three standard errors.
    const expected = record.result?.accuracy ?? 0;
    const tolerance = 3 * Math.sqrt((expected * (1 - expected)) / labels.length);
    expect(Math.abs(right / labels.length - expected)).toBeLessThan(tolerance);
  });
});

it('the network by the preset for photos has its settings', () => {
  expect(presetOf(shippedRecord('forPhotos').settings)).toBe('forPhotos');
});

describe('the weights of a shipped network', () => {
  const file = shippedFile('shipped', SHIPPED_FILES.weights);

  it('is fetched by its address, and a damaged or missing file is told by name', async () => {
    const address = 'http://localhost/models/weights.safetensors';
    const answer = (body: BodyInit, status = 200) =>
      vi.stubGlobal('fetch', async () => new Response(body, { status }));
    const open = () => openNetwork({ ...request('a', 's3-cnn'), weights: address });
    answer(file);
    await open();
    answer(file.subarray(0, 1000));
    expect(await failureOf(open)).toEqual({ code: 'file-damaged', file: 'weights.safetensors' });
    answer('', 404);
    const unreachable = { code: 'file-unreachable', file: 'weights.safetensors', status: 404 };
    expect(await failureOf(open)).toEqual(unreachable);
    vi.unstubAllGlobals();
  });
});

/** The 1,000 test images of the committed sample. */
async function starterTestImages() {
  const folder = new URL('../../../public/starter/', import.meta.url);
  const { decode } = await import('fast-png');
  const { parseManifest } = await import('../../domain/manifest');
  const { untileImages } = await import('../../domain/sprite');
  const read = (name: string) => readFileSync(new URL(name, folder));
  const { test } = parseManifest(JSON.parse(read('manifest.json').toString('utf8'))).splits;
  const images = new Uint8Array(test.count * IMAGE_PIXELS);
  let offset = 0;
  for (const sheet of test.sheets) {
    const { data, width } = decode(read(sheet.file));
    untileImages(data as Uint8Array, width, sheet.count, sheet.columns, images, offset);
    offset += sheet.count * IMAGE_PIXELS;
  }
  return { images, labels: new Uint8Array(read(test.labels.file)) };
}
