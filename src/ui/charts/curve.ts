/** What a training curve is: points over steps, epochs or seconds, and the part a series plays. */

/** One measurement: `x` is the step, epoch or second it was taken at. */
export interface CurvePoint {
  x: number;
  y: number;
}

/**
 * The part a series plays, which decides its colour, dash and weight. `trainingRaw` and
 * `validationRaw` are the unsmoothed traces, drawn faint behind their smoothed twins.
 */
export type CurveRole = 'training' | 'validation' | 'trainingRaw' | 'validationRaw';

/** A named series of points, ascending in `x`. */
export interface CurveSeries {
  /** As shown in the legend, the tooltip and the table; no two curves of a chart share it. */
  name: string;
  role: CurveRole;
  points: readonly CurvePoint[];
}
