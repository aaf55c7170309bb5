/** From the steps and epochs of a run to the series of its charts. */
import type { EpochRecord } from '../../domain/run';
import type { CurvePoint, CurveSeries } from '../../ui/charts/curve';
import { smooth } from '../../ui/charts/smoothing';

/** What the horizontal axis shows. */
export type CurveAxis = 'step' | 'epoch' | 'seconds';
/** What a chart shows. */
export type CurveMeasure = 'loss' | 'accuracy';

/** A step as the charts need it. */
interface Step {
  step: number;
  loss: number;
  accuracy: number;
  seconds: number;
}

/** Names of the series in the reader's language. */
export interface SeriesNames {
  batches: string;
  training: string;
  validation: string;
}

/** What the charts of a run are made from. */
export interface CurveSource {
  steps: readonly Step[];
  history: readonly EpochRecord[];
  stepsPerEpoch: number;
}

/**
 * The series of one chart: each batch faintly, their moving average, and the validation of each
 * epoch. Epochs of before a reload have no steps any more; their means stand in.
 */
export function curveSeries(
  source: CurveSource,
  measure: CurveMeasure,
  axis: CurveAxis,
  smoothing: number,
  names: SeriesNames,
): CurveSeries[] {
  const { steps, history, stepsPerEpoch } = source;
  const raw = steps.map((step) => ({ x: stepX(step, axis, stepsPerEpoch), y: step[measure] }));
  const firstStep = steps[0]?.step ?? Number.POSITIVE_INFINITY;
  const ends = endSeconds(history);
  const epochX = (record: EpochRecord) => epochPosition(record, axis, ends);
  const earlier = history
    .filter(({ step }) => step < firstStep)
    .map((record) => ({
      x: epochX(record),
      y: measure === 'loss' ? record.trainingLoss : record.trainingAccuracy,
    }));
  const validation = history.flatMap((record): CurvePoint[] => {
    const y = measure === 'loss' ? record.validationLoss : record.validationAccuracy;
    return y === null ? [] : [{ x: epochX(record), y }];
  });
  return [
    { name: names.batches, role: 'trainingRaw', points: smoothing > 0 ? raw : [] },
    { name: names.training, role: 'training', points: [...earlier, ...smooth(raw, smoothing)] },
    { name: names.validation, role: 'validation', points: validation },
  ];
}

function stepX(step: Step, axis: CurveAxis, stepsPerEpoch: number): number {
  switch (axis) {
    case 'step':
      return step.step;
    case 'epoch':
      return step.step / Math.max(1, stepsPerEpoch);
    case 'seconds':
      return step.seconds;
    default:
      return axis satisfies never;
  }
}

function epochPosition(record: EpochRecord, axis: CurveAxis, ends: Map<number, number>): number {
  switch (axis) {
    case 'step':
      return record.step;
    case 'epoch':
      return record.epoch;
    case 'seconds':
      return ends.get(record.epoch) ?? 0;
    default:
      return axis satisfies never;
  }
}

/** Seconds of training at the end of each epoch. */
function endSeconds(history: readonly EpochRecord[]): Map<number, number> {
  let sum = 0;
  return new Map(
    history.map(({ epoch, seconds }) => {
      sum += seconds;
      return [epoch, sum];
    }),
  );
}
