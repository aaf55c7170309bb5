import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../domain/settings';

vi.mock('./backend', () => ({ chooseBackend: vi.fn() }));

async function openPage(hash: string): Promise<typeof import('./settings')> {
  vi.stubGlobal('location', { hash });
  vi.resetModules();
  vi.mocked((await import('./backend')).chooseBackend).mockClear();
  return import('./settings');
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the settings of the form', () => {
  it('are the defaults on a fresh page', async () => {
    const { useSettings } = await openPage('');
    expect(useSettings.getState()).toEqual(defaultSettings());
  });

  it('come from the address of the Train screen', async () => {
    const { useSettings } = await openPage('#/train?model=s1-cnn&epochs=3&lr=nonsense');
    expect(useSettings.getState()).toEqual({ ...defaultSettings(), model: 's1-cnn', epochs: 3 });
  });

  it("do not come from another screen's address", async () => {
    const { useSettings } = await openPage('#/browse?model=s1-cnn');
    expect(useSettings.getState()).toEqual(defaultSettings());
  });

  it('change one by one', async () => {
    const { changeSettings, useSettings } = await openPage('');
    changeSettings({ epochs: 9 });
    changeSettings({ seed: 1 });
    expect(useSettings.getState()).toEqual({ ...defaultSettings(), epochs: 9, seed: 1 });
  });
});

describe('a chosen backend', () => {
  it('is passed on to the store of backends, from the address and from the form', async () => {
    const { changeSettings } = await openPage('#/train?backend=wasm');
    const { chooseBackend } = await import('./backend');
    changeSettings({ epochs: 9 });
    changeSettings({ backend: 'cpu' });
    expect(vi.mocked(chooseBackend).mock.calls).toEqual([['wasm'], ['cpu']]);
  });
});
