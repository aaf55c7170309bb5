/** What each step buys on photos, as docs/results/photo-ablation.md. */
import { readFileSync } from 'node:fs';
import { SHIPPED_FILES, SHIPPED_FOLDERS, type ShippedRunKind } from '../src/domain/network';
import { HYPOTHESIS_COUNT } from '../src/domain/photo/hypotheses';
import { parseRunRecord } from '../src/domain/run';
import type { Machine } from './machine';
import { measuredBy, percent, table } from './markdown';
import {
  ALL_STAGES,
  EPOCHS,
  KEPT,
  LEFT_OUT,
  SEEDS,
  STAGES,
  type Stage,
} from './photo-ablation-stages';
import type { AblationResult, Way } from './photo-ablation-worker';

const MEAN = `mean of ${HYPOTHESIS_COUNT} widths`;
const PRESET: Stage = STAGES.at(-1) as Stage;
/** Ways from a photo to the network, as the table calls them. */
const WAY_NAMES: readonly [name: string, way: Way][] = [
  ['grey and small', 'resized'],
  ['+ turned over', 'turnedOver'],
  ['+ garment cut out, trimmed, on black', 'cutOut'],
  ['+ darker and softer', 'toned'],
  [`+ mean over ${HYPOTHESIS_COUNT} widths: what the Assistant does`, 'mean'],
  ['instead of the mean: not turned over', 'bright'],
  ['instead: mean over both polarities', 'meanOfPolarities'],
  ['instead: mean with its mirror image', 'meanOfMirrored'],
];

/**
 * The whole text.
 * @param photos how many were asked
 * @param results of all stages with all seeds, in the order of {@link ALL_STAGES}
 */
export function ablationReport(
  machine: Machine,
  photos: number,
  results: readonly AblationResult[],
): string {
  return `# Measured: what each step buys on photos

${measuredBy('ATELIER_PHOTOS=DIR npm run photo-ablation', machine)}

Top-1 on the ${photos} validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) that have
a Fashion-MNIST class, and on 5,000 validation images of Fashion-MNIST. The network and the settings are those of
the preset *For photos*, but for ${EPOCHS} epochs; each figure is the mean of ${SEEDS.length} seeds. The standard error
of a share of 0.5 of ${photos} is ${(50 / Math.sqrt(photos)).toFixed(1)} points: smaller differences say little.

${[waySection, stageSection, keptSection].map((section) => section(results)).join('\n\n')}

## The price

The networks that come with Atelier, on the 10,000 test images, measured once at the end of their runs:
${percent(testAccuracy('shipped'))} without the preset, ${percent(testAccuracy('forPhotos'))} with it.
`;
}

function waySection(results: readonly AblationResult[]): string {
  const rows = WAY_NAMES.map(([name, way]) => {
    const right = (result: AblationResult) => result.photos[way];
    return [name, meanOf(results, STAGES[0] as Stage, right), meanOf(results, PRESET, right)];
  });
  return `## From the photo to the network

${table(['', 'without the preset', 'with it'], rows)}`;
}

function stageSection(results: readonly AblationResult[]): string {
  const head = ['what it learned from', 'photos', MEAN, 'validation images'];
  const rowsOf = (stages: readonly Stage[]) => stages.map((stage) => stageRow(results, stage));
  return `## What the network learns from

Each line has what the one before has.

${table(head, rowsOf(STAGES))}

Tried with the preset, and left out of it:

${table(head, rowsOf(LEFT_OUT))}`;
}

function keptSection(results: readonly AblationResult[]): string {
  const preset = ['the preset alone', ...stageRow(results, PRESET).slice(1)];
  const rows = [preset, ...KEPT.map((stage) => stageRow(results, stage))];
  return `## What corrected photos gain

The preset, and photos by other people that a person put right and kept as the Assistant offers it
([0023](../decisions/0023-own-examples.md)): of clothes that Fashion-MNIST has one class for, so no shoes.

${table(
  ['what it learned from', 'photos', MEAN],
  rows.map((row) => row.slice(0, 3)),
)}`;
}

function stageRow(results: readonly AblationResult[], stage: Stage): string[] {
  return [
    stage.name,
    meanOf(results, stage, (result) => result.photos.toned),
    meanOf(results, stage, (result) => result.photos.mean),
    meanOf(results, stage, (result) => result.validationImages),
  ];
}

/** Mean over the seeds of a stage. */
function meanOf(
  results: readonly AblationResult[],
  stage: Stage,
  figure: (result: AblationResult) => number,
): string {
  const first = ALL_STAGES.indexOf(stage) * SEEDS.length;
  const own = results.slice(first, first + SEEDS.length);
  return percent(own.reduce((sum, result) => sum + figure(result), 0) / own.length);
}

function testAccuracy(kind: ShippedRunKind): number {
  const file = new URL(
    `../public/${SHIPPED_FOLDERS[kind]}${SHIPPED_FILES.record}`,
    import.meta.url,
  );
  return parseRunRecord(JSON.parse(readFileSync(file, 'utf8'))).result?.accuracy ?? Number.NaN;
}
