/** Linear equations of a few unknowns. */

/**
 * Added to the diagonal, as a part of its mean: rows that nothing tells apart get equal shares, and the equations have
 * a solution. Far too little to move others (Hoerl and Kennard 1970, https://doi.org/10.1080/00401706.1970.10488634).
 */
const RIDGE = 1e-9;

/**
 * Shares that add up to 1 and explain the observed answers best, by weighted least squares. Unlike
 * those of greatest likelihood they may lie outside of [0, 1], as estimates of shares near 0 must if
 * they are to be right on average.
 * @param rates for each true category the chances of the answers
 * @param observed shares of the answers
 * @param expected about the shares that the answers have, above 0: their variances go with these
 */
export function unboundedShares(
  rates: readonly (readonly number[])[],
  observed: readonly number[],
  expected: readonly number[],
): number[] {
  const product = (left: readonly number[], right: readonly number[]) =>
    expected.reduce(
      (sum, variance, column) => sum + ((left[column] ?? 0) * (right[column] ?? 0)) / variance,
      0,
    );
  const trace = rates.reduce((sum, row) => sum + product(row, row), 0);
  const ridge = (RIDGE * trace) / rates.length;
  // The normal equations, bordered by the condition on the sum (Lagrange).
  const equations = rates.map((row, at) => [
    ...rates.map((other, to) => product(row, other) + (to === at ? ridge : 0)),
    1,
    product(row, observed),
  ]);
  equations.push([...rates.map(() => 1), 0, 1]);
  return solve(equations).slice(0, rates.length);
}

/** Gauss's elimination with pivoting; each row holds its coefficients and the right-hand side. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(at(rows, row, column)) > Math.abs(at(rows, best, column))) best = row;
    }
    const pivot = rows[best] ?? [];
    [rows[column], rows[best]] = [pivot, rows[column] ?? []];
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
