import { describe, expect, it } from 'vitest';
import { browserCandidates, installations } from './find-browser';

const playwrightPath = '/cache/playwright/chrome';
const paths = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) =>
  browserCandidates({ platform, env, playwrightPath }).map(({ path }) => path);

describe('browserCandidates', () => {
  it('takes CHROMIUM_PATH and nothing else', () => {
    expect(paths('linux', { CHROMIUM_PATH: '/opt/chrome', PATH: '/usr/bin' })).toEqual([
      '/opt/chrome',
    ]);
  });

  it('looks on PATH for Chromium, then Chrome, then for Playwright’s own', () => {
    expect(paths('linux', { PATH: '/usr/bin:/snap/bin:' })).toEqual([
      '/usr/bin/chromium',
      '/snap/bin/chromium',
      '/usr/bin/chromium-browser',
      '/snap/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/snap/bin/google-chrome',
      '/usr/bin/google-chrome-stable',
      '/snap/bin/google-chrome-stable',
      playwrightPath,
    ]);
    expect(paths('linux', {})).toEqual([playwrightPath]);
  });

  it('looks among the applications of a Mac', () => {
    const found = paths('darwin', { PATH: '', HOME: '/Users/ada' });
    expect(found).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(found).toContain('/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium');
    expect(found.at(-1)).toBe(playwrightPath);
  });

  it('looks among the programs of Windows', () => {
    expect(paths('win32', { ProgramFiles: 'C:\\Program Files', PATH: 'C:\\x' })).toEqual([
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files\\Chromium\\Application\\chrome.exe',
      playwrightPath,
    ]);
  });
});

describe('installations', () => {
  const names = (release: string, isRoot: boolean) =>
    installations(release, isRoot).map(({ commands }) => commands[0]?.[0]);

  it('uses apt-get as root on Debian and its kin, then Playwright', () => {
    expect(names('NAME="Debian"\nID=debian\n', true)).toEqual(['apt-get', 'npx']);
    expect(names('ID=ubuntu\nID_LIKE=debian\n', true)).toEqual(['apt-get', 'npx']);
    expect(names('ID=pop\nID_LIKE="ubuntu debian"\n', true)).toEqual(['apt-get', 'npx']);
  });

  it('uses Playwright without root or elsewhere', () => {
    expect(names('ID=debian\n', false)).toEqual(['npx']);
    expect(names('ID=fedora\nHOME_URL="https://debian.org"\n', true)).toEqual(['npx']);
    expect(names('', true)).toEqual(['npx']);
  });
});
