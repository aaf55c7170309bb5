import { expect, it } from 'vitest';
import { photoTemperature } from './photo-temperature';

it('sharpens answers of networks that mostly learned from photo-like views, and of no others', () => {
  expect([0, 0.49, 0.5, 1].map((photoViews) => photoTemperature({ photoViews }))).toEqual([
    1, 1, 0.74, 0.74,
  ]);
});
