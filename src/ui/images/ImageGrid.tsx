import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
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
import { type GridMetrics, useGridMetrics } from './use-grid-metrics';

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
  const { count, active, open } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const metrics = useGridMetrics(scroller, props.pixelSize);
  const columns = metrics?.columns ?? 1;
  const rows = metrics ? Math.ceil(count / columns) : 0;
  const id = useId();
  const cellId = useCallback((position: number) => `${id}${position}`, [id]);
  const imagesOf = useRowImages(props.pixelsAt, count, columns);
  const virtual = useRows(scroller, rows, metrics);
  useActiveInView(virtual, active, columns, metrics !== null);
  const items = virtual.getVirtualItems();
  const activeRow = Math.floor(active / columns);
  const isActiveThere = items.some(({ index }) => index === activeRow);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are placed by position
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows}
      aria-colcount={columns}
      {...(isActiveThere ? { 'aria-activedescendant': cellId(active) } : {})}
      className={styles.grid}
      onKeyDown={(event) => handleKey(event, props, metrics)}
      onClick={(event) => openClicked(event, props)}
    >
      <div className={styles.sizer} style={{ height: virtual.getTotalSize() }}>
        {metrics &&
          items.map(({ index, start }) => (
            <ImageGridRow
              key={index}
              row={index}
              top={start}
              first={index * columns}
              count={Math.min(columns, count - index * columns)}
              metrics={metrics}
              imagesOf={imagesOf}
              labelOf={props.labelAt}
              cellId={cellId}
              activeColumn={index === activeRow ? active % columns : -1}
              openColumn={open >= 0 && index === Math.floor(open / columns) ? open % columns : -1}
            />
          ))}
      </div>
    </div>
  );
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

/** The virtual rows; when their height changes, the image at the top stays there. */
function useRows(
  scroller: React.RefObject<HTMLDivElement | null>,
  rows: number,
  metrics: GridMetrics | null,
): Rows {
  const stride = metrics?.stride ?? 1;
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => stride,
    overscan: OVERSCAN,
  });
  const before = useRef<GridMetrics | null>(null);
  useLayoutEffect(() => {
    const last = before.current;
    before.current = metrics;
    if (!last || !metrics || (last.stride === stride && last.columns === metrics.columns)) return;
    const topPosition = Math.round((scroller.current?.scrollTop ?? 0) / last.stride) * last.columns;
    virtual.measure();
    virtual.scrollToOffset(Math.floor(topPosition / metrics.columns) * stride);
  }, [virtual, metrics, stride, scroller]);
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

function openClicked(event: MouseEvent, { onOpen }: ImageGridProps): void {
  const cell = (event.target as Element).closest<HTMLElement>('[data-position]');
  if (cell) onOpen(Number(cell.dataset.position));
}
