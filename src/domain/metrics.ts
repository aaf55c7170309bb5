/** Quality figures computed from a confusion matrix. */

/** Rows are true classes, columns predicted ones; entries count images. */
export type ConfusionMatrix = number[][];

/** Figures of one class, each 0 to 1. A figure whose denominator is 0 is null: it says nothing. */
export interface ClassMetrics {
  /** Of the images called this class, the share that is. */
  precision: number | null;
  /** Of the images of this class, the share that was called so. */
  recall: number | null;
  /** Harmonic mean of precision and recall (van Rijsbergen 1979). */
  f1: number | null;
  /** Images of this class. */
  support: number;
}

/** Confusion matrix from N true labels and N predicted labels, both below `classes`. */
export function confusionMatrix(
  labels: Uint8Array,
  predictions: Uint8Array,
  classes: number,
): ConfusionMatrix {
  if (labels.length !== predictions.length) {
    throw new RangeError(`${labels.length} labels but ${predictions.length} predictions`);
  }
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((label, index) => {
    const row = matrix[label];
    const predicted = predictions[index];
    if (!row || predicted === undefined || predicted >= classes) {
      throw new RangeError(`label ${label} or prediction ${predicted} is not below ${classes}`);
    }
    row[predicted] = (row[predicted] ?? 0) + 1;
  });
  return matrix;
}

/** Share of images on the diagonal, 0 to 1; 0 for an empty matrix. */
export function accuracy(matrix: ConfusionMatrix): number {
  const right = matrix.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  const all = matrix.reduce((sum, row) => sum + total(row), 0);
  return all === 0 ? 0 : right / all;
}

/** Precision, recall, F1 and support of each class. */
export function classMetrics(matrix: ConfusionMatrix): ClassMetrics[] {
  return matrix.map((row, label) => {
    const right = row[label] ?? 0;
    const support = total(row);
    const called = total(matrix.map((other) => other[label] ?? 0));
    return {
      precision: ratio(right, called),
      recall: ratio(right, support),
      f1: ratio(2 * right, support + called),
      support,
    };
  });
}

/** Unweighted (macro) mean over the classes that have a figure; supports are added up. */
export function meanMetrics(metrics: readonly ClassMetrics[]): ClassMetrics {
  return {
    precision: mean(metrics.map(({ precision }) => precision)),
    recall: mean(metrics.map(({ recall }) => recall)),
    f1: mean(metrics.map(({ f1 }) => f1)),
    support: metrics.reduce((sum, { support }) => sum + support, 0),
  };
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function total(values: number[]): number {
  return values.reduce((left, right) => left + right, 0);
}
