import { describe, expect, it } from 'vitest';
import { missingInEngine } from './engine-support';
import { CATALOGUE } from './models/catalogue';
import type { LayerSpec } from './models/layers';
import { defaultSettings } from './settings';

describe('missingInEngine', () => {
  const settings = defaultSettings();

  it.each(['s3-cnn', 's1-cnn', 's3-dense'] as const)('is nothing for %s by default', (id) => {
    expect(missingInEngine({ ...settings, model: CATALOGUE[id] })).toBeNull();
  });

  it('names the first thing that is missing', () => {
    const model = CATALOGUE['s3-cnn'];
    const layers = [{ kind: 'activation', activation: 'tanh' } as const, ...model.layers];
    expect(missingInEngine({ ...settings, model: { ...model, layers } })).toBe('activation');
  });

  it('is no kind of pooling, nor a depthwise convolution', () => {
    const model = CATALOGUE['s3-cnn'];
    const layers: LayerSpec[] = [
      { kind: 'maxPool', size: 3, stride: 2, padding: 'same' },
      { kind: 'depthwiseConv2d', kernelSize: 3, stride: 1, padding: 'same', activation: 'relu' },
      { kind: 'avgPool', size: 3, stride: 2 },
      { kind: 'globalAvgPool' },
      { kind: 'dense', units: 10, activation: 'softmax' },
    ];
    expect(missingInEngine({ ...settings, model: { ...model, layers } })).toBeNull();
  });
});
