import { addressOf, PROMISES, type PresetRun } from './accuracy';
import { measuredBy, percent, table } from './markdown';

/** Everything that was measured. */
export interface AccuracyResults {
  runs: PresetRun[];
}

/** The results as a Markdown page. */
export function accuracyReport({ runs }: AccuracyResults): string {
  const command = 'npm run build && npm run bench -- --part accuracy';
  const machines = new Set(runs.map(({ machine }) => measuredBy(command, machine)));
  return `# Measured: accuracy

${[...machines].join('\n\n')}

Each preset once with each seed, in the app. 5,000 of the 60,000 training images are held out for validation;
the presets were chosen by these. The test images are measured once a run, at its end. Minutes are from the
first step to the result on the test images.

${table(
  ['preset', 'epochs', 'seed', 'parameters', 'backend', 'minutes', 'validation', 'test'],
  runs.map((run) => [
    run.preset,
    String(run.epochs),
    String(run.seed),
    run.parameters.toLocaleString('en'),
    run.backend,
    run.minutes.toFixed(1),
    percent(run.validationAccuracy),
    percent(run.testAccuracy),
  ]),
)}

${PROMISES.flatMap(({ preset, aim, mostEpochs }) => {
  const accuracies = runs.filter((run) => run.preset === preset).map((run) => run.testAccuracy);
  if (accuracies.length === 0) return [];
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  const reached = accuracies.filter((accuracy) => accuracy >= aim).length;
  return [
    `\`${preset}\`, \`${addressOf(preset)}\`: mean ${percent(mean)}; ${reached} of ${accuracies.length} runs reach
${percent(aim)}, the aim within ${mostEpochs} epochs.`,
  ];
}).join('\n\n')}
`;
}
