import { type ChartTheme, channels } from './chart-theme';

/** One cell of a confusion matrix: how often class `truth` was taken for class `predicted`. */
export interface MatrixCell {
  truth: number;
  predicted: number;
  count: number;
  /** Of all images of class `truth`, 0 to 1; 0 for a class without images. */
  share: number;
}

/** Whether cells say how many, or how many in a hundred of their row. */
export type MatrixMode = 'counts' | 'percent';

/** The cells of a matrix whose rows are true classes and whose columns are predicted ones. */
export function matrixCells(matrix: readonly (readonly number[])[]): MatrixCell[] {
  return matrix.flatMap((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => {
      return { truth, predicted, count, share: total > 0 ? count / total : 0 };
    });
  });
}

/**
 * A cell in the few characters that fit on a phone: `812`, or `81.2` without the sign. `0` and `100`
 * mean none and all; what only rounds to them is `0.0` and `99.9`.
 */
export function cellText({ count, share }: MatrixCell, mode: MatrixMode): string {
  if (mode === 'counts' || count === 0) return String(count);
  return share === 1 ? '100' : Math.min(99.9, share * 100).toFixed(1);
}

const CORRECT = { light: 'rgb(11, 95, 196)', dark: 'rgb(60, 140, 240)' };
const MISTAKEN = { light: 'rgb(214, 82, 0)', dark: 'rgb(232, 108, 30)' };
/** At most so much hue over the surface: the surface's own text colour stays legible on it. */
const STRONGEST = 0.62;
/** A share of mistakes that is full strength even where no class does worse. */
const LEAST_FULL_SHARE = 0.05;

/**
 * The fill of each cell: blue for right, orange for wrong, stronger with the share of the row.
 * Mistakes are measured against the worst one and by square root, since beside a diagonal of 90 %
 * all of them would look white.
 */
export function cellFills(cells: readonly MatrixCell[], theme: ChartTheme): string[] {
  const worst = cells.reduce(
    (most, { truth, predicted, share }) => (truth === predicted ? most : Math.max(most, share)),
    LEAST_FULL_SHARE,
  );
  const shade = theme.dark ? 'dark' : 'light';
  return cells.map(({ truth, predicted, share }) =>
    truth === predicted
      ? blend(theme.surface, CORRECT[shade], share * STRONGEST)
      : blend(theme.surface, MISTAKEN[shade], Math.sqrt(share / worst) * STRONGEST),
  );
}

/** `amount` (0 to 1) of `over` on `under`. */
function blend(under: string, over: string, amount: number): string {
  const below = channels(under);
  const mixed = channels(over).map((value, index) =>
    Math.round((below[index] ?? 0) * (1 - amount) + value * amount),
  );
  return `rgb(${mixed.join(', ')})`;
}
