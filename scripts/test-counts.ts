/** Reads the counts of passed and failed tests out of the JSON reports of Vitest and Playwright. */

/** Tests that ran. Skipped ones are in neither number. */
export interface TestCounts {
  passed: number;
  failed: number;
}

/**
 * Counts of a Vitest report (`--reporter=json`). A file that cannot even be loaded has no tests to
 * fail; it counts as one.
 * @throws Error when the report is not one.
 */
export function vitestCounts(report: unknown): TestCounts {
  const { numPassedTests, numFailedTests, success } = report as Record<string, unknown>;
  const passed = countOf(numPassedTests, 'numPassedTests');
  const failed = countOf(numFailedTests, 'numFailedTests');
  return { passed, failed: success === false ? Math.max(failed, 1) : failed };
}

/**
 * Counts of a Playwright report (reporter `json`). What passed only when repeated (flaky) passed.
 * @throws Error when the report is not one.
 */
export function playwrightCounts(report: unknown): TestCounts {
  const { stats, errors } = report as { stats?: Record<string, unknown>; errors?: unknown[] };
  const { expected, unexpected, flaky } = stats ?? {};
  const passed = countOf(expected, 'stats.expected') + countOf(flaky, 'stats.flaky');
  const failed = countOf(unexpected, 'stats.unexpected');
  // Errors outside of tests, such as a spec file that does not load.
  return { passed, failed: errors && errors.length > 0 ? Math.max(failed, 1) : failed };
}

function countOf(value: unknown, field: string): number {
  if (Number.isInteger(value)) return value as number;
  throw new Error(`test report without a count in ${field}`);
}
