import type { ClassMetrics } from '../../domain/metrics';

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
