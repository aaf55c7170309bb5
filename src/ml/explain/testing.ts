/**
 * What the tests of looking inside share. Not in `ml/testing.ts`: tests that put another catalogue in place do so
 * by that file, which therefore must not need the catalogue itself.
 */
import { IMAGE_PIXELS } from '../../domain/dataset';
import { CATALOGUE } from '../../domain/models/catalogue';
import { MODEL_IDS, type ModelSpec } from '../../domain/models/layers';
import { photoResnet } from '../../domain/models/photo-resnet';
import { imageBytes } from '../../domain/models/shapes';
import { bandImages } from '../testing';

/** Every network that can be looked into: those of the catalogue, and the one for colour photos, of the smallest side. */
export const EXPLAINED: readonly ModelSpec[] = [
  ...MODEL_IDS.map((id) => CATALOGUE[id]),
  photoResnet(32),
];

/** Bytes of one image that a network takes: bands over noise, which differs between the colours. */
export function patternFor(spec: ModelSpec): Uint8Array {
  const length = imageBytes(spec);
  return bandImages(Math.ceil(length / IMAGE_PIXELS), 4).images.slice(0, length);
}
