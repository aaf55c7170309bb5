import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type DatasetManifest,
  FASHION_CLASSES,
  IMAGE_PIXELS,
  type SheetEntry,
} from '../../domain/dataset';
import { AtelierError, type Failure } from '../../domain/failure';
import { fingerprintOf } from '../../domain/manifest';
import { randomStream } from '../../domain/random';
import { tileImages } from '../../domain/sprite';
import { sha256Hex } from './hash';
import { loadDataset } from './load';

const BASE = 'http://localhost:4173/app/';
const FOLDER = `${BASE}data/fashion-mnist/`;

/** What the server has, by address. */
let files: Map<string, Uint8Array | string | number>;
/** What was asked for, and how. */
let asked: { url: string; options: RequestInit | undefined }[];
let manifest: DatasetManifest;
/** The images that were packed: 7 to train in two sheets, 3 to test in one. */
let images: { train: Uint8Array; test: Uint8Array };
const LABELS = { train: Uint8Array.of(9, 0, 1, 2, 3, 4, 5), test: Uint8Array.of(6, 7, 8) };

beforeEach(async () => {
  files = new Map();
  asked = [];
  images = { train: noise(7, 1), test: noise(3, 2) };
  const [first, second] = [images.train.slice(0, 4 * IMAGE_PIXELS), images.train.slice(4 * 784)];
  const splits = {
    train: {
      count: 7,
      sheets: [
        await addSheet('train-0.png', first, 4, 3),
        await addSheet('train-1.png', second, 3, 2),
      ],
      labels: { file: 'train-labels.bin', sha256: await sha256Hex(LABELS.train) },
    },
    test: {
      count: 3,
      sheets: [await addSheet('test-0.png', images.test, 3, 3)],
      labels: { file: 'test-labels.bin', sha256: await sha256Hex(LABELS.test) },
    },
  };
  files.set(`${FOLDER}train-labels.bin`, LABELS.train);
  files.set(`${FOLDER}test-labels.bin`, LABELS.test);
  manifest = {
    format: 1,
    id: 'fashion-mnist',
    classes: [...FASHION_CLASSES],
    fingerprint: await sha256Hex(new TextEncoder().encode(fingerprintOf(splits))),
    splits,
  };
  serveManifest();
  vi.stubGlobal('fetch', async (url: URL, options?: RequestInit) => {
    asked.push({ url: String(url), options });
    const file = files.get(String(url));
    if (file === undefined) return new Response('not found', { status: 404 });
    if (typeof file === 'number') {
      if (file === 0) throw new TypeError('Failed to fetch');
      return new Response('', { status: file });
    }
    return new Response(typeof file === 'string' ? file : file.slice());
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function noise(count: number, seed: number): Uint8Array {
  const random = randomStream(seed);
  return Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random() * 256);
}

/** Serves a sheet of images and gives its entry. */
async function addSheet(
  file: string,
  pixels: Uint8Array,
  count: number,
  columns: number,
): Promise<SheetEntry> {
  const sheet = tileImages(pixels, count, columns);
  files.set(`${FOLDER}${file}`, png(sheet.pixels, sheet.width, sheet.height));
  return { file, count, columns, sha256: await sha256Hex(pixels) };
}

function png(data: Uint8Array, width: number, height: number, channels = 1): Uint8Array {
  return encode({ data, width, height, depth: 8, channels: channels as 1 });
}

function serveManifest(): void {
  files.set(`${FOLDER}manifest.json`, JSON.stringify(manifest));
}

function load(onImages: (ready: number, total: number) => void = () => {}) {
  return loadDataset('fashion-mnist', BASE, onImages);
}

async function failure(): Promise<Failure> {
  const thrown = await load().catch((error: unknown) => error);
  if (thrown instanceof AtelierError) return thrown.failure;
  throw new Error(`no failure but ${thrown}`);
}

describe('loadDataset', () => {
  it('gives every pixel and label as packed, to the byte', async () => {
    const dataset = await load();
    expect(dataset).toMatchObject({
      id: 'fashion-mnist',
      fingerprint: manifest.fingerprint,
      classes: [...FASHION_CLASSES],
    });
    expect(dataset.train.count).toBe(7);
    expect(dataset.train.images).toEqual(images.train);
    expect(dataset.train.labels).toEqual(LABELS.train);
    expect(dataset.test.images).toEqual(images.test);
    expect(dataset.test.labels).toEqual(LABELS.test);
  });

  it('keeps them in memory that other threads can read, where the page may', async () => {
    expect((await load()).train.images.buffer).toBeInstanceOf(ArrayBuffer);
    vi.stubGlobal('crossOriginIsolated', true);
    const { train, test } = await load();
    for (const array of [train.images, train.labels, test.images, test.labels]) {
      expect(array.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
    expect([...train.images]).toEqual([...images.train]);
  });

  it('tells how far it is, up to all images', async () => {
    const told: [number, number][] = [];
    await load((ready, total) => told.push([ready, total]));
    expect(told[0]).toEqual([0, 10]);
    expect(told.at(-1)).toEqual([10, 10]);
    expect(told.length).toBe(4);
    expect(told.map(([ready]) => ready)).toEqual(
      told.map(([ready]) => ready).sort((a, b) => a - b),
    );
  });

  it('asks for nothing outside its folder, and for the manifest anew', async () => {
    await load();
    expect(asked.map(({ url }) => url).sort()).toEqual([
      `${FOLDER}manifest.json`,
      `${FOLDER}test-0.png`,
      `${FOLDER}test-labels.bin`,
      `${FOLDER}train-0.png`,
      `${FOLDER}train-1.png`,
      `${FOLDER}train-labels.bin`,
    ]);
    expect(asked[0]?.options?.cache).toBe('no-cache');
  });

  it('finds the starter sample in its own folder', async () => {
    await loadDataset('starter', BASE, () => {}).catch(() => {});
    expect(asked[0]?.url).toBe(`${BASE}starter/manifest.json`);
  });
});

describe('a manifest', () => {
  const url = `${FOLDER}manifest.json`;

  it('that is not there means that the data set was never packed', async () => {
    files.delete(url);
    expect(await failure()).toEqual({ code: 'dataset-missing', dataset: 'fashion-mnist' });
  });

  it.each([500, 403])('behind a status of %i is unreachable', async (status) => {
    files.set(url, status);
    expect(await failure()).toEqual({ code: 'file-unreachable', file: 'manifest.json', status });
  });

  it('behind a broken connection is unreachable', async () => {
    files.set(url, 0);
    expect(await failure()).toEqual({ code: 'file-unreachable', file: 'manifest.json', status: 0 });
  });

  it('that is a web page is refused', async () => {
    files.set(url, '<!doctype html><title>Atelier</title>');
    expect(await failure()).toMatchObject({ code: 'manifest-invalid', file: 'manifest.json' });
  });

  it('of another format is refused, naming the field', async () => {
    files.set(url, JSON.stringify({ ...manifest, format: 2 }));
    expect(await failure()).toEqual({
      code: 'manifest-invalid',
      file: 'manifest.json',
      reason: 'format: expected 1',
    });
  });

  // `fingerprint` names the data in run records, so it has to be that of the files listed.
  it('whose fingerprint is not that of its files is refused', async () => {
    manifest.fingerprint = '0'.repeat(64);
    serveManifest();
    expect(await failure()).toMatchObject({ code: 'manifest-invalid' });
  });

  it('of another data set than the one asked for is refused', async () => {
    manifest.id = 'starter';
    serveManifest();
    expect(await failure()).toMatchObject({ code: 'manifest-invalid' });
  });
});

describe('a damaged sheet', () => {
  const url = `${FOLDER}train-1.png`;
  const damaged = { code: 'file-damaged', file: 'train-1.png' };

  it('is found out by one flipped bit of one pixel', async () => {
    const { width, height, pixels } = tileImages(images.train.subarray(4 * 784), 3, 2);
    pixels[1000] = (pixels[1000] as number) ^ 1;
    files.set(url, png(pixels, width, height));
    expect(await failure()).toEqual(damaged);
  });

  it('is found out when any byte of its compressed data is changed', async () => {
    const whole = files.get(url) as Uint8Array;
    for (const place of [60, Math.floor(whole.length / 2), whole.length - 30]) {
      const changed = whole.slice();
      changed[place] = (changed[place] as number) ^ 0x55;
      files.set(url, changed);
      expect(await failure()).toEqual(damaged);
    }
  });

  it.each([0, 5, 20, 40, 200])('is found out when it ends after %i bytes', async (length) => {
    files.set(url, (files.get(url) as Uint8Array).slice(0, length));
    expect(await failure()).toEqual(damaged);
  });

  it('is found out when it ends in the middle of its pixels', async () => {
    const whole = files.get(url) as Uint8Array;
    files.set(url, whole.slice(0, Math.floor(whole.length * 0.7)));
    expect(await failure()).toEqual(damaged);
  });

  it('is no PNG at all', async () => {
    files.set(url, '<!doctype html><title>Atelier</title>');
    expect(await failure()).toEqual(damaged);
  });

  it('has another size than the manifest says', async () => {
    const { width, height, pixels } = tileImages(images.train.subarray(4 * 784), 3, 3);
    files.set(url, png(pixels, width, height));
    expect(await failure()).toEqual(damaged);
  });

  it('is in colour', async () => {
    files.set(url, png(new Uint8Array(56 * 56 * 3), 56, 56, 3));
    expect(await failure()).toEqual(damaged);
  });

  it('has 16 bits a pixel', async () => {
    const data = new Uint16Array(56 * 56);
    files.set(url, encode({ data, width: 56, height: 56, depth: 16, channels: 1 }));
    expect(await failure()).toEqual(damaged);
  });

  it.each([404, 500])('is unreachable with status %i', async (status) => {
    files.set(url, status);
    expect(await failure()).toEqual({ code: 'file-unreachable', file: 'train-1.png', status });
  });
});

describe('damaged labels', () => {
  const url = `${FOLDER}test-labels.bin`;
  const damaged = { code: 'file-damaged', file: 'test-labels.bin' };

  it('hold a class that does not exist, even if their hash agrees', async () => {
    const wrong = Uint8Array.of(6, 10, 8);
    files.set(url, wrong);
    manifest.splits.test.labels.sha256 = await sha256Hex(wrong);
    const listed = new TextEncoder().encode(fingerprintOf(manifest.splits));
    manifest.fingerprint = await sha256Hex(listed);
    serveManifest();
    expect(await failure()).toEqual(damaged);
  });

  it('hold another label than was packed', async () => {
    files.set(url, Uint8Array.of(6, 7, 9));
    expect(await failure()).toEqual(damaged);
  });

  it.each([2, 4])('are %i where there should be 3', async (count) => {
    files.set(url, new Uint8Array(count));
    expect(await failure()).toEqual(damaged);
  });

  it('are unreachable', async () => {
    files.set(url, 503);
    expect(await failure()).toEqual({
      code: 'file-unreachable',
      file: 'test-labels.bin',
      status: 503,
    });
  });
});
