/**
 * Runs the browser tests in a browser that is found or installed first; arguments go to Playwright:
 * `npm run test:e2e -- train.spec.ts --headed`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PLAYWRIGHT = fileURLToPath(
  new URL('../node_modules/@playwright/test/cli.js', import.meta.url),
);

const ATELIER_BROWSER = findBrowser((line) => console.log(line));
const { status, error } = spawnSync(
  process.execPath,
  [PLAYWRIGHT, 'test', ...process.argv.slice(2)],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ATELIER_BROWSER } },
);
if (error) throw error;
process.exitCode = status ?? 1;
