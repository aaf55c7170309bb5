import { beforeAll, describe, expect, it, vi } from 'vitest';

// The module reads the page's address, storage and media queries when it is loaded.
vi.stubGlobal('location', { search: '', href: 'http://localhost/' });
vi.stubGlobal('navigator', { languages: ['ko-KR'] });
vi.stubGlobal('window', { matchMedia: () => ({ matches: true }) });
vi.stubGlobal('localStorage', {
  getItem: () => {
    throw new Error('blocked');
  },
  setItem: () => {
    throw new Error('blocked');
  },
});

let preferences: typeof import('./preferences');
beforeAll(async () => {
  preferences = await import('./preferences');
});

describe('chooseLanguage', () => {
  it('takes the address first, then the earlier choice, then the browser', () => {
    const { chooseLanguage } = preferences;
    expect(chooseLanguage('?lang=ko', 'en', ['en-GB'])).toBe('ko');
    expect(chooseLanguage('?lang=xx', 'ko', ['en-GB'])).toBe('ko');
    expect(chooseLanguage('', null, ['fr-FR', 'ko-KR', 'en'])).toBe('ko');
    expect(chooseLanguage('', null, ['fr'])).toBe('en');
  });
});

describe('preferences', () => {
  it('work where storage is blocked, and resolve the system theme', () => {
    const { usePreferences, setTheme, setLanguage, setThreshold } = preferences;
    expect(usePreferences.getState()).toEqual({
      language: 'ko',
      theme: 'system',
      resolvedTheme: 'dark',
      threshold: null,
      checksScope: true,
    });
    setTheme('light');
    setLanguage('en');
    setThreshold(0.7);
    expect(usePreferences.getState()).toEqual({
      language: 'en',
      theme: 'light',
      resolvedTheme: 'light',
      threshold: 0.7,
      checksScope: true,
    });
    setThreshold(null);
    expect(usePreferences.getState().threshold).toBeNull();
  });

  it.each([
    ['no', false],
    ['yes', true],
    [null, true],
  ])('ask the photo network too, unless storage has %j', async (stored, expected) => {
    vi.resetModules();
    vi.stubGlobal('localStorage', { getItem: () => stored, setItem: () => {} });
    const { usePreferences } = await import('./preferences');
    expect(usePreferences.getState().checksScope).toBe(expected);
  });

  it.each([
    ['0', 0],
    ['0.9', 0.9],
    ['0.99', 0.99],
    ['1', null],
    ['-0.1', null],
    ['much', null],
  ])('take the threshold %j from storage for %j', async (stored, expected) => {
    vi.resetModules();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => (key === 'atelier.threshold' ? stored : null),
    });
    const { usePreferences } = await import('./preferences');
    expect(usePreferences.getState().threshold).toBe(expected);
  });
});
