import type { BackendSpeed } from './backends';
import type { BundleSizes } from './bundle-sizes';
import type { Loading } from './loading';
import type { Machine } from './machine';
import { measuredBy, percent, table, taskText } from './markdown';
import type { ModelResult } from './models';
import type { Response } from './response';
import type { GradientTime } from './wasm-gradients';

/** Everything that was measured. */
export interface FoundationResults {
  machine: Machine;
  bundles: BundleSizes;
  gradients: GradientTime[];
  loading: Loading;
  responses: Response[];
  backends: BackendSpeed[];
  models: ModelResult[];
}

/** The results as a Markdown page. */
export function foundationReport(results: FoundationResults): string {
  const { machine, bundles, gradients, loading, responses, backends, models } = results;
  return `# Measured: foundation

${measuredBy('npm run build && npm run bench -- --part foundation', machine)}

## Sizes (gzip, kB)

${table(
  ['first load (page and train screen)', 'worker, any backend', 'charts, when first drawn'],
  [[bundles.firstLoad, bundles.worker, bundles.charts].map(String)],
)}

## Loading 70,000 images

Median of ${loading.visits} first visits: ${loading.seconds.toFixed(2)} s from the request to images in
memory, every hash checked. Longest main-thread task meanwhile: ${taskText(loading.longestTaskMs)}.

## From click to effect, while a network trains

${table(
  ['what trains', 'pause, ms', 'step, ms', 'resume, ms', 'stop, ms'],
  responses.map(({ name, pauseMs, stepMs, resumeMs, stopMs }) => [
    name,
    ...[pauseMs, stepMs, resumeMs, stopMs].map((time) => time.toFixed(0)),
  ]),
)}

## Backends: the small CNN (804,554 parameters), batch size 32

Counted over 20 s of training after a warm-up of 10 s; seconds an epoch follow from 55,000 images.

${table(
  ['backend', 'images/s', 's/epoch'],
  backends.map(({ backend, imagesPerSecond, secondsPerEpoch }) => [
    backend,
    imagesPerSecond?.toFixed(0) ?? 'not offered here',
    secondsPerEpoch?.toFixed(0) ?? '',
  ]),
)}

## Models after one epoch, default settings, through Auto

${table(
  ['model', 'parameters', 'backend', 's', 'validation accuracy', 'test accuracy'],
  models.map((result) => [
    result.model,
    result.parameters.toLocaleString('en'),
    result.backend,
    result.seconds.toFixed(0),
    percent(result.validationAccuracy),
    percent(result.testAccuracy),
  ]),
)}

## Gradients of tfjs's WASM backend, before and after ours (Node, one thread, batch size 32)

${table(
  ['operation', 'stock, ms', 'ours, ms', 'times faster'],
  gradients.map(({ operation, stockMs, oursMs }) => [
    operation,
    stockMs?.toFixed(1) ?? 'missing',
    oursMs.toFixed(1),
    stockMs === null ? '' : (stockMs / oursMs).toFixed(1),
  ]),
)}
`;
}
