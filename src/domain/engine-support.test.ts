import { describe, expect, it } from 'vitest';
import { missingInEngine } from './engine-support';
import { CATALOGUE } from './models/catalogue';
import { defaultSettings } from './settings';

describe('missingInEngine', () => {
  const settings = defaultSettings();

  it.each(['s3-cnn', 's1-cnn', 's3-dense'] as const)('is nothing for %s by default', (id) => {
    expect(missingInEngine({ ...settings, model: CATALOGUE[id] })).toBeNull();
  });

  it('names the first thing that is missing', () => {
    const model = CATALOGUE['s3-cnn'];
    const layers = [{ kind: 'globalAvgPool' } as const, ...model.layers];
    expect(missingInEngine({ ...settings, model: { ...model, layers } })).toBe('globalAvgPool');
  });
});
