import { describe, expect, it } from 'vitest';
import { missingInEngine } from './engine-support';
import { batchNorm, CATALOGUE } from './models/catalogue';
import type { LayerSpec } from './models/layers';
import { defaultSettings } from './settings';

describe('missingInEngine', () => {
  const settings = defaultSettings();

  it.each(['s3-cnn', 's1-cnn', 's3-dense'] as const)('is nothing for %s by default', (id) => {
    expect(missingInEngine({ ...settings, model: CATALOGUE[id] })).toBeNull();
  });

  it('names the first thing that is missing', () => {
    const model = CATALOGUE['s3-cnn'];
    expect(missingInEngine({ ...settings, model, clipNorm: 1 })).toBe('clipNorm');
    const layers = [{ kind: 'globalAvgPool' } as const, ...model.layers];
    expect(missingInEngine({ ...settings, model: { ...model, layers } })).toBe('globalAvgPool');
  });

  it('looks into both ways through a block', () => {
    const model = CATALOGUE['s3-cnn'];
    const withBlock = (layers: LayerSpec[], shortcut: LayerSpec[]) => {
      const block: LayerSpec = { kind: 'residual', layers, shortcut, activation: 'tanh' };
      return missingInEngine({
        ...settings,
        model: { ...model, layers: [block, ...model.layers] },
      });
    };
    const pool: LayerSpec = { kind: 'globalAvgPool' };
    const fine: LayerSpec[] = [batchNorm(), { kind: 'activation', activation: 'sigmoid' }];
    expect(withBlock(fine, [])).toBeNull();
    expect(withBlock([...fine, pool], [])).toBe('globalAvgPool');
    expect(withBlock(fine, [pool])).toBe('globalAvgPool');
  });
});
