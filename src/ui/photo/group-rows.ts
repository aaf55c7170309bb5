/** Rows of a grid whose items come in groups, each under a heading, and how keys move in it. */

/** A row: the heading of a group, or some of its items side by side. */
export type GroupRow =
  | { kind: 'heading'; group: number }
  | {
      kind: 'items';
      group: number;
      /** Position of the first item among all items, and how many there are in the row. */
      first: number;
      count: number;
    };

/** The rows of groups of these sizes; groups without items have none. */
export function groupRows(sizes: readonly number[], columns: number): GroupRow[] {
  const rows: GroupRow[] = [];
  let first = 0;
  sizes.forEach((size, group) => {
    if (size === 0) return;
    rows.push({ kind: 'heading', group });
    for (let at = 0; at < size; at += columns) {
      rows.push({ kind: 'items', group, first: first + at, count: Math.min(columns, size - at) });
    }
    first += size;
  });
  return rows;
}

/** Index of the row that holds an item; -1 for none. */
export function rowOf(rows: readonly GroupRow[], position: number): number {
  return rows.findIndex(
    (row) => row.kind === 'items' && position >= row.first && position < row.first + row.count,
  );
}

/**
 * Position of the item after a key, or null when the key does not move. Left and right run through all
 * groups; up and down go to the same column of the next row of items, or to its last item.
 */
export function moveInGroups(
  rows: readonly GroupRow[],
  position: number,
  key: string,
): number | null {
  const items = rows.flatMap((row) => (row.kind === 'items' ? [row] : []));
  const at = items.findIndex(({ first, count }) => position >= first && position < first + count);
  const here = items[at];
  const end = items.at(-1);
  if (!here || !end) return null;
  const last = end.first + end.count - 1;
  const inRow = (row: typeof here | undefined) =>
    row ? row.first + Math.min(position - here.first, row.count - 1) : position;
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, position + 1);
    case 'ArrowLeft':
      return Math.max(0, position - 1);
    case 'ArrowDown':
      return inRow(items[at + 1]);
    case 'ArrowUp':
      return inRow(items[at - 1]);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
