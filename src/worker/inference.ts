/** The part of the worker's interface that applies networks; see worker.ts. */
import { trendReport } from '../domain/trends/report';
import { addExamples, cancelImport, importDataset, readOwnDataset } from '../ml/data/import';
import { explain } from '../ml/explain/explain';
import { gradCam } from '../ml/explain/grad-cam';
import { inspectWeights } from '../ml/explain/weights';
import { listArchive } from '../ml/infer/archive';
import { closeNetwork, getReadyToAnswer, openNetwork } from '../ml/infer/networks';
import {
  answerFrame,
  answerPhoto,
  answerPixels,
  garmentPixels,
  readPhoto,
  summarizePhoto,
} from '../ml/infer/photo';
import { getReadyForPhotos } from '../ml/infer/rehearsal';
import type { FrameAnswer, InferenceApi } from '../protocol/inference';
import { attempt } from './attempt';

/** What Comlink offers beside the training part. */
export const inferenceApi: InferenceApi = {
  openNetwork: (request) => attempt(() => openNetwork(request)),

  closeNetwork,

  answerPixels: (key, pixels) =>
    attempt(
      () => answerPixels(key, pixels),
      (probabilities) => [probabilities.buffer],
    ),

  explain: (key, pixels) =>
    attempt(
      () => explain(key, pixels),
      ({ activations, probabilities }) => [
        ...activations.map(({ values }) => values.buffer),
        probabilities.buffer,
      ],
    ),

  gradCam: (key, pixels, label) =>
    attempt(
      () => gradCam(key, pixels, label),
      (activation) => (activation ? [activation.values.buffer] : []),
    ),

  inspectWeights: (key) =>
    attempt(
      () => inspectWeights(key),
      (layers) =>
        layers.flatMap(({ kernel, untrainedKernel }) =>
          [kernel, untrainedKernel].flatMap((values) => (values ? [values.buffer] : [])),
        ),
    ),

  listArchive: (zip, room) => attempt(() => listArchive(zip, room)),

  getReadyToAnswer: (key) => attempt(() => getReadyToAnswer(key)),
  getReadyForPhotos: (key) => attempt(() => getReadyForPhotos(key)),

  readPhoto: (photoId, source, isAwaited) => attempt(() => readPhoto(photoId, source, isAwaited)),

  answerPhoto: (key, photoId, source, adjustments, scopeSide) =>
    attempt(() => answerPhoto(key, photoId, source, adjustments, scopeSide), answerBuffers),

  summarizePhoto: (key, photoId, source, adjustments, scopeSide) =>
    attempt(
      () => summarizePhoto(key, photoId, source, adjustments, scopeSide),
      ({ thumbnail, pixels, probabilities, scopePixels }) => [
        thumbnail.buffer,
        probabilities.buffer,
        ...[pixels, scopePixels].flatMap((handed) => (handed ? [handed.buffer] : [])),
      ],
    ),

  garmentPixels: (photoId, source, adjustments) =>
    attempt(
      () => garmentPixels(photoId, source, adjustments),
      ({ buffer }) => [buffer],
    ),

  answerFrame: (key, frame, adjustments, scopeSide) =>
    attempt(() => answerFrame(key, frame, adjustments, scopeSide), answerBuffers),

  computeReport: (request) => attempt(async () => trendReport(request)),

  importDataset: (request, onProgress) => attempt(() => importDataset(request, onProgress)),

  addExamples: (request) => attempt(() => addExamples(request)),

  cancelImport,

  readOwnDataset: (info, content) => attempt(() => readOwnDataset(info, content)),
};

/** Pictures of a photo's steps, its mask and its probabilities. */
function answerBuffers({ prepared, probabilities, scopePixels }: FrameAnswer): ArrayBuffer[] {
  return [
    ...(scopePixels ? [scopePixels.buffer] : []),
    prepared.pixels.buffer,
    ...prepared.steps.map(({ image }) => image.data.buffer),
    ...(prepared.mask ? [prepared.mask.data.buffer] : []),
    probabilities.buffer,
  ];
}
