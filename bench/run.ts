/**
 * Measures the app in a real browser: `npm run build && npm run bench`, with `-- --json FILE` for
 * machines. Writes docs/results/foundation.md, naming the machine. Takes about a quarter of an hour.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureBackends } from './backends';
import { openApp } from './browser';
import { bundleSizes } from './bundle-sizes';
import { measureLoading } from './loading';
import { describeMachine } from './machine';
import { measureModels } from './models';
import { type Results, report } from './report';
import { measureResponse } from './response';
import { measureGradients } from './wasm-gradients';

const REPORT = new URL('../docs/results/foundation.md', import.meta.url);

const { values } = parseArgs({ options: { json: { type: 'string' } } });

const app = await openApp();
try {
  const results: Results = {
    machine: describeMachine(app.browserVersion),
    bundles: bundleSizes(),
    gradients: await measureGradients(),
    loading: await measureLoading(app),
    response: await measureResponse(app),
    backends: await measureBackends(app),
    models: await measureModels(app),
  };
  writeFileSync(REPORT, report(results));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  console.log(report(results));
} finally {
  await app.close();
}
