import { memo } from 'react';
import type { PixelValues } from './draw';
import styles from './ImageGrid.module.css';
import { ImageStrip } from './ImageStrip';

/** Props of {@link ImageGridRow}. */
export interface ImageGridRowProps {
  /** Row, from 0. */
  row: number;
  /** Distance from the top of the grid, in CSS pixels. */
  top: number;
  /** Position of the first image, and how many there are in the row. */
  first: number;
  count: number;
  /** Side of an image pixel, in CSS pixels. */
  scale: number;
  imagesOf: (row: number) => readonly PixelValues[];
  labelOf: (position: number) => string;
  /** Id of the cell where the keyboard is. */
  activeId: string;
  /** Column where the keyboard is, and of the open image; -1 for neither in this row. */
  activeColumn: number;
  openColumn: number;
}

/**
 * One row of the grid: a canvas, and over it an empty element per image for screen readers, clicks and
 * marks. Rows that stay do not render again while the grid scrolls; of those that come, little more
 * than labels changes, since they take the elements of rows that went.
 */
export const ImageGridRow = memo(function ImageGridRow(props: ImageGridRowProps) {
  const { row, first, count, activeColumn, openColumn } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table row cannot be placed by a virtual list
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the cells are its descendants
    <div
      role="row"
      aria-rowindex={row + 1}
      className={styles.row}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <ImageStrip imagesOf={props.imagesOf} row={row} scale={props.scale} />
      {Array.from({ length: count }, (_, column) => (
        // biome-ignore lint/a11y/useSemanticElements: a table cell cannot be placed by a virtual list
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, see above
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its index
          key={column}
          role="gridcell"
          id={column === activeColumn ? props.activeId : undefined}
          aria-colindex={column + 1}
          aria-label={props.labelOf(first + column)}
          aria-selected={column === openColumn || undefined}
          data-active={column === activeColumn || undefined}
          className={styles.cell}
        />
      ))}
    </div>
  );
});
