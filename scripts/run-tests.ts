/**
 * All checks, in order, stopping at the first that fails: `npm test`. The last line is always
 * `N passed, N failed`, over unit and browser tests together (a failed check that runs no tests
 * counts as one failure).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playwrightCounts, type TestCounts, vitestCounts } from './test-counts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Not below test-results/, which Playwright empties. */
const REPORTS = join(ROOT, '.cache', 'test-reports');
const UNIT_REPORT = join(REPORTS, 'unit.json');
const BROWSER_REPORT = join(REPORTS, 'browser.json');

/** One thing to run. */
interface Step {
  title: string;
  /** Path of the program's script below node_modules, run by this Node; then its arguments. */
  command: [script: string, ...args: string[]];
  /** Variables to add to the environment. */
  env?: Record<string, string>;
  /** The report that it writes, and how to count in it. */
  report?: { file: string; counts: (report: unknown) => TestCounts };
}

const BIOME = '@biomejs/biome/bin/biome';
const TSC = 'typescript/bin/tsc';
const TSX = 'tsx/dist/cli.mjs';
const VITE = 'vite/bin/vite.js';
const VITEST = 'vitest/vitest.mjs';

const STEPS: Step[] = [
  {
    title: 'Format, lint, import rules',
    // By itself it colours logs too, letter by letter.
    command: [
      BIOME,
      'ci',
      '--error-on-warnings',
      `--colors=${process.stdout.isTTY ? 'force' : 'off'}`,
    ],
  },
  { title: 'Kernels', command: [TSX, 'scripts/build-kernels.ts'] },
  { title: 'Types: page', command: [TSC, '-p', 'tsconfig.json'] },
  { title: 'Types: worker', command: [TSC, '-p', 'tsconfig.worker.json'] },
  { title: 'Types: tools and tests', command: [TSC, '-p', 'tsconfig.node.json'] },
  { title: 'Data', command: [TSX, 'scripts/pack-dataset.ts', '--optional'] },
  {
    title: 'Unit tests',
    command: [
      VITEST,
      'run',
      '--configLoader=runner',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT_REPORT}`,
    ],
    report: { file: UNIT_REPORT, counts: vitestCounts },
  },
  { title: 'Build', command: [VITE, 'build', '--configLoader=runner'] },
  {
    title: 'Browser tests',
    command: [TSX, 'scripts/e2e.ts', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER_REPORT },
    report: { file: BROWSER_REPORT, counts: playwrightCounts },
  },
];

function main(): number {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const total: TestCounts = { passed: 0, failed: 0 };
  let stoppedAt: string | null = null;
  for (const step of STEPS) {
    console.log(`\n=== ${step.title} ===`);
    const started = performance.now();
    const succeeded = runs(step);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`--- ${step.title}: ${succeeded ? 'good' : 'FAILED'}, ${seconds} s`);
    addCounts(step, succeeded, total);
    if (!succeeded) {
      stoppedAt = step.title;
      break;
    }
  }
  if (stoppedAt) console.log(`\nStopped at: ${stoppedAt}.`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return stoppedAt ? 1 : 0;
}

function runs({ command: [script, ...args], env }: Step): boolean {
  const { status, error } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', script), ...args],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  if (error) console.error(error.message);
  return status === 0;
}

/** Adds what the step's tests came to; a failure that no report knows of is one more. */
function addCounts({ report }: Step, succeeded: boolean, total: TestCounts): void {
  const counts = { passed: 0, failed: 0 };
  if (report) {
    try {
      Object.assign(counts, report.counts(JSON.parse(readFileSync(report.file, 'utf8'))));
    } catch (thrown) {
      // A run that failed before its first test writes no report; one that succeeded must.
      if (succeeded) throw thrown;
    }
  }
  total.passed += counts.passed;
  total.failed += succeeded ? counts.failed : Math.max(counts.failed, 1);
}

process.exitCode = main();
