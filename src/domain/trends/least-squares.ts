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
  rates: readonly ArrayLike<number>[],
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
): Float64Array {
  const rows = rates.length;
  // The normal equations, bordered by the condition on the sum (Lagrange), and by the right-hand side.
  const width = rows + 2;
  const equations = new Float64Array((rows + 1) * width);
  let trace = 0;
  rates.forEach((row, at) => {
    for (let other = 0; other <= at; other++) {
      const product = weighted(row, rates[other] as ArrayLike<number>, expected);
      equations[at * width + other] = product;
      equations[other * width + at] = product;
    }
    trace += equations[at * width + at] as number;
    equations[at * width + rows] = 1;
    equations[rows * width + at] = 1;
    equations[at * width + rows + 1] = weighted(row, observed, expected);
  });
  equations[rows * width + rows + 1] = 1;
  for (let at = 0; at < rows; at++) {
    equations[at * width + at] = (equations[at * width + at] as number) + (RIDGE * trace) / rows;
  }
  return solve(equations, rows + 1).subarray(0, rows);
}

/** The product of two rows, each cell weighed by the inverse of its variance. */
function weighted(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  variances: ArrayLike<number>,
): number {
  let sum = 0;
  for (let cell = 0; cell < variances.length; cell++) {
    sum += ((left[cell] as number) * (right[cell] as number)) / (variances[cell] as number);
  }
  return sum;
}

/** Gauss's elimination with pivoting, in place; each row holds its coefficients and the right-hand side. */
function solve(rows: Float64Array, size: number): Float64Array {
  const width = size + 1;
  const at = (row: number, column: number) => rows[row * width + column] as number;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(at(row, column)) > Math.abs(at(best, column))) best = row;
    }
    swap(rows, column * width, best * width, width);
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = at(row, column) / at(column, column);
      for (let to = column; to <= size; to++) {
        rows[row * width + to] = at(row, to) - factor * at(column, to);
      }
    }
  }
  return Float64Array.from({ length: size }, (_, row) => at(row, size) / at(row, row));
}

/** Swaps two rows that begin at these places. */
function swap(values: Float64Array, one: number, other: number, length: number): void {
  if (one === other) return;
  const kept = values.slice(one, one + length);
  values.copyWithin(one, other, other + length);
  values.set(kept, other);
}
