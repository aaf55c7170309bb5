/** The part of the worker's interface that compares images; see worker.ts. */
import { loadReferences, nearestReferences } from '../ml/infer/nearest';
import type { ReferenceApi } from '../protocol/references';
import { attempt } from './attempt';

/** What Comlink offers beside the other parts. */
export const referenceApi: ReferenceApi = {
  loadReferences: (images, count) => attempt(() => loadReferences(images, count)),
  nearestReferences: (pixels, count) => attempt(() => nearestReferences(pixels, count)),
};
