import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import { startInNode } from '../testing';
import { batchTensors } from './batch';

beforeAll(() => startInNode('cpu'));

const source = {
  count: 3,
  images: Uint8Array.from({ length: 3 * 784 }, (_, position) => Math.floor(position / 784) * 100),
  labels: Uint8Array.of(4, 0, 9),
};

it('collects images and labels in the order asked for, scaled as the model wants', () => {
  const { images, oneHot } = batchTensors(CATALOGUE['s3-cnn'], source, Uint32Array.of(2, 0, 2, 1));
  expect(images.shape).toEqual([4, 28, 28, 1]);
  const pixels = images.dataSync();
  expect([0, 1, 2, 3].map((row) => pixels[row * 784])).toEqual(
    [200 / 255, 0, 200 / 255, 100 / 255].map((value) => expect.closeTo(value, 6)),
  );
  expect(oneHot.shape).toEqual([4, 10]);
  expect([...oneHot.argMax(1).dataSync()]).toEqual([9, 4, 9, 0]);
  expect([...oneHot.sum(1).dataSync()]).toEqual([1, 1, 1, 1]);
  tf.dispose([images, oneHot]);
});

it('leaves pixels as they are for a network on raw values, and rows without a channel', () => {
  const { images, oneHot } = batchTensors(CATALOGUE['s3-dense'], source, Uint32Array.of(1, 2));
  expect(images.shape).toEqual([2, 28, 28]);
  expect(images.dataSync()[0]).toBe(100);
  expect(images.dataSync()[2 * 784 - 1]).toBe(200);
  tf.dispose([images, oneHot]);
});

it('keeps the rows and columns of an image', () => {
  const one = {
    count: 1,
    images: Uint8Array.from({ length: 784 }, (_, position) => position % 256),
    labels: Uint8Array.of(0),
  };
  const { images, oneHot } = batchTensors(CATALOGUE['s3-dense'], one, Uint32Array.of(0));
  const rows = images.arraySync() as number[][][];
  expect(rows[0]?.[3]?.[5]).toBe(3 * 28 + 5);
  expect(rows[0]?.[27]?.[0]).toBe((27 * 28) % 256);
  tf.dispose([images, oneHot]);
});
