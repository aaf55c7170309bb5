import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './DataTable.module.css';

/** A column of a {@link DataTable}. */
export interface DataColumn {
  key: string;
  header: ReactNode;
  /** Numbers stand at the end of their cells, so that digits line up. */
  align?: 'start' | 'end' | undefined;
}

/** A row of a {@link DataTable}; the first column's cell is the row's heading. */
export interface DataRow {
  key: string;
  cells: Record<string, ReactNode>;
  /** Marked by weight and a tint. */
  isHighlighted?: boolean | undefined;
}

/** Props of {@link DataTable}. */
export interface DataTableProps {
  caption: string;
  columns: readonly DataColumn[];
  rows: readonly DataRow[];
  isCaptionShown?: boolean | undefined;
}

/** A plain table of figures that scrolls sideways where it must. */
export function DataTable({ caption, columns, rows, isCaptionShown }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption className={classes(styles.caption, !isCaptionShown && styles.hidden)}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={styles[column.align ?? 'start']}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={classes(row.isHighlighted && styles.highlighted)}>
              {columns.map((column, index) => {
                const align = styles[column.align ?? 'start'];
                return index === 0 ? (
                  <th key={column.key} scope="row" className={align}>
                    {row.cells[column.key]}
                  </th>
                ) : (
                  <td key={column.key} className={align}>
                    {row.cells[column.key]}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
