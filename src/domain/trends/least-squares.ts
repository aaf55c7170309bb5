/** Linear equations of a few unknowns. */

/** A pivot below this share of the largest coefficient is rounding, not information. */
const SINGULAR = 1e-12;

/**
 * Shares that add up to 1 and explain the observed answers best, by weighted least squares. Unlike
 * those of greatest likelihood they may lie outside of [0, 1], as estimates of shares near 0 must if
 * they are to be right on average. Null where the categories cannot be told apart.
 * @param rates for each true category the chances of the answers
 * @param observed shares of the answers
 * @param expected about the shares that the answers have, above 0: their variances go with these
 */
export function unboundedShares(
  rates: readonly (readonly number[])[],
  observed: readonly number[],
  expected: readonly number[],
): number[] | null {
  const product = (left: readonly number[], right: readonly number[]) =>
    expected.reduce(
      (sum, variance, column) => sum + ((left[column] ?? 0) * (right[column] ?? 0)) / variance,
      0,
    );
  // The normal equations, bordered by the condition on the sum (Lagrange).
  const equations = rates.map((row) => [
    ...rates.map((other) => product(row, other)),
    1,
    product(row, observed),
  ]);
  equations.push([...rates.map(() => 1), 0, 1]);
  return solve(equations)?.slice(0, rates.length) ?? null;
}

/** Gauss's elimination with pivoting; each row holds its coefficients and the right-hand side. */
function solve(rows: number[][]): number[] | null {
  const size = rows.length;
  const scale = Math.max(...rows.flat().map(Math.abs));
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(at(rows, row, column)) > Math.abs(at(rows, best, column))) best = row;
    }
    const pivot = rows[best];
    const swapped = rows[column];
    if (!pivot || !swapped || Math.abs(pivot[column] ?? 0) < SINGULAR * scale) return null;
    [rows[column], rows[best]] = [pivot, swapped];
    rows.forEach((row, index) => {
      if (index === column) return;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let to = column; to <= size; to++) row[to] = (row[to] ?? 0) - factor * (pivot[to] ?? 0);
    });
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

function at(rows: readonly number[][], row: number, column: number): number {
  return rows[row]?.[column] ?? 0;
}
