import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import type { PixelValues } from './draw';
import { moveInGrid } from './grid-navigation';
import styles from './ImageGrid.module.css';
import { ImageGridRow } from './ImageGridRow';
import { STRIP_GAP } from './ImageStrip';
import { GRID_EDGE, type GridMetrics, useGridMetrics } from './use-grid-metrics';

/** Props of {@link ImageGrid}. Functions must stay the same as long as the images do. */
export interface ImageGridProps {
  /** Name of the grid. */
  label: string;
  /** Images in all; tens of thousands are fine. */
  count: number;
  /** The 784 values of the image at a position. */
  pixelsAt: (position: number) => PixelValues;
  /** What the image at a position is, for screen readers. */
  labelAt: (position: number) => string;
  /** Wanted side of an image pixel, in CSS pixels. */
  pixelSize: number;
  /** Where the keyboard is. */
  active: number;
  onMove: (position: number) => void;
  /** The open image, or -1. */
  open: number;
  onOpen: (position: number) => void;
}

/** Rows kept beyond the view on both sides: what a flick passes in a few frames. */
const OVERSCAN = 6;

/**
 * A grid of any number of images. Only rows in view exist, each one a canvas; the grid is one stop of
 * the Tab key, and arrows, Home, End and Page keys move inside it.
 */
export function ImageGrid(props: ImageGridProps) {
  const { active } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const metrics = useGridMetrics(scroller, props.pixelSize);
  const columns = metrics?.columns ?? 1;
  const rowCount = metrics ? Math.ceil(props.count / columns) : 0;
  const virtual = useRows(scroller, rowCount, metrics, props.open);
  useActiveInView(virtual, active, columns, metrics !== null);
  const activeId = useId();
  const rows = virtual.getVirtualItems();
  const isActiveThere = rows.some(({ index }) => columnIn(index, active, columns) >= 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are placed by position
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rowCount}
      aria-colcount={columns}
      {...(isActiveThere ? { 'aria-activedescendant': activeId } : {})}
      className={styles.grid}
      onKeyDown={(event) => handleKey(event, props, metrics)}
      onClick={(event) => openClicked(event, props, columns)}
      style={cellSizes(metrics)}
    >
      <div className={styles.sizer} style={{ height: virtual.getTotalSize() }}>
        {metrics && <GridRows grid={props} rows={rows} metrics={metrics} activeId={activeId} />}
      </div>
    </div>
  );
}

interface GridRowsProps {
  grid: ImageGridProps;
  rows: readonly VirtualItem[];
  metrics: GridMetrics;
  activeId: string;
}

function GridRows({ grid, rows, metrics, activeId }: GridRowsProps) {
  const { columns, scale, pageRows } = metrics;
  const imagesOf = useRowImages(grid.pixelsAt, grid.count, columns);
  // Rows that come take the elements of rows that went. Neighbours in number, they never share a
  // key, as long as there are no more of them than keys.
  const pool = Math.max(rows.length, pageRows + 2 * OVERSCAN + 4);
  return rows.map(({ index, start }) => (
    <ImageGridRow
      key={index % pool}
      row={index}
      top={start}
      first={index * columns}
      count={Math.min(columns, grid.count - index * columns)}
      scale={scale}
      imagesOf={imagesOf}
      labelOf={grid.labelAt}
      activeId={activeId}
      activeColumn={columnIn(index, grid.active, columns)}
      openColumn={columnIn(index, grid.open, columns)}
    />
  ));
}

/** Column of a position, if it is in this row; else -1. */
function columnIn(row: number, position: number, columns: number): number {
  return position >= 0 && Math.floor(position / columns) === row ? position % columns : -1;
}

function useRowImages(pixelsAt: ImageGridProps['pixelsAt'], count: number, columns: number) {
  return useCallback(
    (row: number) => {
      const first = row * columns;
      const length = Math.min(columns, count - first);
      return Array.from({ length }, (_, column) => pixelsAt(first + column));
    },
    [pixelsAt, count, columns],
  );
}

type Rows = Virtualizer<HTMLDivElement, Element>;

/** The virtual rows; when sizes change, the open image stays in view, or else the one at the top. */
function useRows(
  scroller: RefObject<HTMLDivElement | null>,
  rows: number,
  metrics: GridMetrics | null,
  open: number,
): Rows {
  const stride = metrics?.stride ?? 1;
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => stride,
    overscan: OVERSCAN,
    paddingStart: GRID_EDGE,
    paddingEnd: GRID_EDGE,
    scrollPaddingStart: GRID_EDGE,
    scrollPaddingEnd: GRID_EDGE,
  });
  const before = useRef<GridMetrics | null>(null);
  useLayoutEffect(() => {
    const last = before.current;
    before.current = metrics;
    if (!last || !metrics || (last.stride === stride && last.columns === metrics.columns)) return;
    const top = Math.round((scroller.current?.scrollTop ?? 0) / last.stride) * last.columns;
    virtual.measure();
    const row = Math.floor((open >= 0 ? open : top) / metrics.columns);
    virtual.scrollToIndex(row, { align: open >= 0 ? 'center' : 'start' });
  }, [virtual, metrics, stride, scroller, open]);
  return virtual;
}

/** Scrolls just as far as needed to show where the keyboard is. */
function useActiveInView(virtual: Rows, active: number, columns: number, isReady: boolean): void {
  const columnsNow = useRef(columns);
  useEffect(() => {
    columnsNow.current = columns;
  }, [columns]);
  useEffect(() => {
    if (isReady) virtual.scrollToIndex(Math.floor(active / columnsNow.current));
  }, [virtual, active, isReady]);
}

function handleKey(
  event: KeyboardEvent,
  { active, count, onMove, onOpen }: ImageGridProps,
  metrics: GridMetrics | null,
): void {
  if (!metrics || count === 0 || event.altKey) return;
  const pressed = { key: event.key, withControl: event.ctrlKey || event.metaKey };
  const target = moveInGrid(active, pressed, { count, ...metrics });
  if (target !== null) onMove(target);
  else if (event.key === 'Enter' || event.key === ' ') onOpen(active);
  else return;
  event.preventDefault();
}

function openClicked(event: MouseEvent, { onOpen }: ImageGridProps, columns: number): void {
  const cell = (event.target as Element).closest('[role="gridcell"]');
  const row = cell?.closest('[role="row"]');
  if (!cell || !row) return;
  const rowIndex = Number(row.getAttribute('aria-rowindex')) - 1;
  onOpen(rowIndex * columns + Number(cell.getAttribute('aria-colindex')) - 1);
}

function cellSizes(metrics: GridMetrics | null): CSSProperties {
  if (!metrics) return {};
  const gap = STRIP_GAP * metrics.scale;
  const sizes = { '--cell': `${metrics.stride - gap}px`, '--cell-gap': `${gap}px` };
  return sizes as CSSProperties;
}
