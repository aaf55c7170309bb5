import { expect, it } from 'vitest';
import type { LayerView } from '../../domain/feature-maps';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { ModelSpec } from '../../domain/models/layers';
import { photoResnet } from '../../domain/models/photo-resnet';
import { summarise } from '../../domain/models/shapes';
import { messagesFor } from '../../i18n/messages';
import { mapOrigin } from './map-origin';

/** What is said of a layer of the network's own, by its name. */
function originOf(spec: ModelSpec, name: string, language: 'en' | 'ko' = 'en'): string {
  const summary = summarise(spec).find((layer) => layer.name === name);
  return mapOrigin(messagesFor(language), spec, { summary } as LayerView, 0);
}

it('speaks of a bias only where a layer has one', () => {
  expect(originOf(CATALOGUE['s1-cnn'], 'conv2d_2')).toBe(
    'Each value is the sum of 3 × 3 windows of all 32 maps before, each times its slice of this filter, plus a bias. Sums below 0 become 0 (ReLU).',
  );
  expect(originOf(photoResnet(32), 'conv2d_2')).toBe(
    'Each value is the sum of 3 × 3 windows of all 32 maps before, each times its slice of this filter.',
  );
  expect(originOf(CATALOGUE['s1-cnn'], 'conv2d_2', 'ko')).toContain('편향');
  expect(originOf(photoResnet(32), 'conv2d_2', 'ko')).not.toContain('편향');
});

it('calls what the first layer reads colours where the image has several', () => {
  expect(originOf(photoResnet(32), 'conv2d_1')).toBe(
    'Each value is the sum of 5 × 5 windows of all 3 colours of the image, each times its slice of this filter.',
  );
  expect(originOf(photoResnet(32), 'conv2d_1', 'ko')).toContain('이미지의 색 3개');
  expect(originOf(CATALOGUE['s1-cnn'], 'conv2d_1')).toContain(
    'a 3 × 3 window times this filter, plus a bias',
  );
});
