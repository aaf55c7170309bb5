/**
 * Finds a Chromium or Chrome for the browser tests, or installs one, and says what it did. As a
 * program it prints what it does to stderr and the browser's path, alone, to stdout.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

/** What the search depends on; the tests describe machines that they do not run on. */
export interface Machine {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  /** Where Playwright puts its own Chromium, there or not. */
  playwrightPath: string;
}

/** A place where a browser may be. */
export interface Candidate {
  path: string;
  /** What the messages call it. */
  from: string;
}

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Usual places outside of PATH. */
const MAC_APPS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
];
const WINDOWS_APPS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
];

/**
 * All places to look, in order: CHROMIUM_PATH, installed browsers, Playwright's own. When
 * CHROMIUM_PATH is set it is the only one: who names a browser wants that one or an error.
 */
export function browserCandidates({ platform, env, playwrightPath }: Machine): Candidate[] {
  const { CHROMIUM_PATH: named } = env;
  if (named) return [{ path: named, from: 'CHROMIUM_PATH' }];
  const installed = installedPaths(platform, env).map((path) => ({ path, from: 'installed' }));
  return [...installed, { path: playwrightPath, from: "Playwright's own" }];
}

function installedPaths(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'win32') {
    const { ProgramFiles, LOCALAPPDATA, 'ProgramFiles(x86)': programFiles32 } = env;
    const roots = [ProgramFiles, programFiles32, LOCALAPPDATA];
    return roots.flatMap((root) => (root ? WINDOWS_APPS.map((app) => win32.join(root, app)) : []));
  }
  const { PATH = '', HOME } = env;
  const folders = PATH.split(':').filter((folder) => folder !== '');
  const onPath = COMMANDS.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
  if (platform !== 'darwin') return onPath;
  const roots = ['/Applications', ...(HOME ? [posix.join(HOME, 'Applications')] : [])];
  return [...onPath, ...roots.flatMap((root) => MAC_APPS.map((app) => posix.join(root, app)))];
}

/** How to install a browser: the commands one after another, and what they are called. */
export interface Installation {
  what: string;
  commands: [command: string, ...args: string[]][];
}

/**
 * The ways to install a browser here, best first. apt-get needs root, and on Ubuntu its `chromium`
 * is a snap that often cannot run, so Playwright's is tried after it.
 * @param release content of /etc/os-release, empty where there is none.
 */
export function installations(release: string, isRoot: boolean): Installation[] {
  const playwright: Installation = {
    what: "Playwright's Chromium",
    commands: [['npx', 'playwright', 'install', 'chromium']],
  };
  const isDebian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
  if (!isDebian || !isRoot) return [playwright];
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  const apt: Installation = {
    what: "the system's Chromium",
    commands: [
      ['apt-get', 'update'],
      ['apt-get', ...install],
    ],
  };
  return [apt, playwright];
}

/**
 * The path of a browser that starts, installed first where there is none.
 * @param say receives one line for each thing found or done.
 * @throws Error when CHROMIUM_PATH names no working browser, or none can be installed.
 */
export function findBrowser(say: (line: string) => void): string {
  const { env, platform } = process;
  const machine: Machine = { platform, env, playwrightPath: chromium.executablePath() };
  const look = () => browserCandidates(machine).find(({ path }) => isWorking(path, platform, say));
  let found = look();
  const { CHROMIUM_PATH: named } = env;
  if (!found && named) {
    throw new Error(`CHROMIUM_PATH: ${named} is not a browser that starts`);
  }
  for (const { what, commands } of found ? [] : installations(osRelease(), isRoot())) {
    say(`Browser: none found, installing ${what}.`);
    if (commands.every((command) => runs(command, say))) found = look();
    if (found) break;
  }
  if (!found) {
    throw new Error('no Chromium or Chrome: install one, or set CHROMIUM_PATH to where it is');
  }
  say(`Browser: ${found.path} (${found.from}).`);
  return found.path;
}

/** Whether there is an executable file that answers to --version (a snap's stub does not). */
function isWorking(path: string, platform: NodeJS.Platform, say: (line: string) => void): boolean {
  try {
    accessSync(path, constants.X_OK);
    if (!statSync(path).isFile()) return false;
  } catch {
    return false; // not there: the usual case, and no news
  }
  // On Windows the switch would open a window.
  if (platform === 'win32') return true;
  const { status } = spawnSync(path, ['--version'], { timeout: 30_000, stdio: 'ignore' });
  if (status !== 0) say(`Browser: ${path} does not start, looking on.`);
  return status === 0;
}

function runs([command, ...args]: [string, ...string[]], say: (line: string) => void): boolean {
  const { status, error } = spawnSync(command, args, {
    // Everything to stderr: stdout is for the path.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  });
  if (status === 0) return true;
  say(`Browser: "${[command, ...args].join(' ')}" failed (${error?.message ?? `code ${status}`}).`);
  return false;
}

function osRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return ''; // only Linux has it
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(findBrowser((line) => console.error(line)));
}
