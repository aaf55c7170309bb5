import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
} from 'react';
import { useWidth } from '../maps/use-width';
import styles from './GroupGrid.module.css';
import { type GroupRow, groupRows, moveInGroups, rowOf } from './group-rows';

/** Items under a heading. */
export interface ItemGroup<T> {
  id: string;
  /** Name and number of the items. */
  title: string;
  items: readonly T[];
}

/** Props of {@link GroupGrid}. */
export interface GroupGridProps<T extends { id: string }> {
  /** Name of the grid. */
  label: string;
  groups: readonly ItemGroup<T>[];
  /** What an item is, for screen readers. */
  labelOf: (item: T) => string;
  children: (item: T) => ReactNode;
  selectedId: string | null;
  onSelect: (id: string) => void;
  /** Receives the grid, which takes the keys. */
  gridRef: RefObject<HTMLDivElement | null>;
}

/** Sides of an item and of a heading, in CSS pixels; GroupGrid.module.css has the same. */
const TILE_WIDTH = 112;
const TILE_HEIGHT = 132;
const HEADING_HEIGHT = 44;
const GAP = 8;
/** Rows kept beyond the view on both sides. */
const OVERSCAN = 4;

/**
 * Any number of items in groups. Only rows in view exist; the grid is one stop of the Tab key, and
 * arrows, Home and End select inside it.
 */
export function GroupGrid<T extends { id: string }>(props: GroupGridProps<T>) {
  const { groups, selectedId, gridRef: scroller } = props;
  const { rows, columns } = useRows(scroller, groups);
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const selected = items.findIndex(({ id }) => id === selectedId);
  const selectedRow = rowOf(rows, selected);
  const virtual = useVirtualRows(scroller, rows, selectedRow);
  const activeId = useId();
  const inView = virtual.getVirtualItems();
  const isActiveThere = inView.some(({ index }) => index === selectedRow);
  const select = (position: number) => {
    const item = items[position];
    if (item) props.onSelect(item.id);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are placed by position
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length}
      aria-colcount={columns}
      {...(isActiveThere ? { 'aria-activedescendant': activeId } : {})}
      className={styles.grid}
      onKeyDown={(event) => handleKey(event, rows, Math.max(0, selected), select)}
      onClick={(event) => selectClicked(event, select)}
    >
      <div className={styles.sizer} style={{ height: virtual.getTotalSize() }}>
        <Rows grid={props} rows={rows} inView={inView} items={items} activeId={activeId} />
      </div>
    </div>
  );
}

type Scroller = RefObject<HTMLDivElement | null>;

/** Rows for the width there is; none before it is measured. */
function useRows(scroller: Scroller, groups: readonly ItemGroup<unknown>[]) {
  const width = useWidth(scroller);
  const columns = Math.max(1, Math.floor(((width ?? 0) + GAP) / (TILE_WIDTH + GAP)));
  const rows = useMemo(() => {
    const sizes = groups.map((group) => group.items.length);
    return width === null ? [] : groupRows(sizes, columns);
  }, [groups, width, columns]);
  return { rows, columns };
}

/** Those in view; the one with the selected item is scrolled there when it changes. */
function useVirtualRows(scroller: Scroller, rows: readonly GroupRow[], selectedRow: number) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? HEADING_HEIGHT : TILE_HEIGHT + GAP),
    overscan: OVERSCAN,
    // The heading above comes into view too.
    scrollPaddingStart: HEADING_HEIGHT,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have other heights
  useLayoutEffect(() => virtual.measure(), [virtual, rows]);
  useEffect(() => {
    if (selectedRow >= 0) virtual.scrollToIndex(selectedRow);
  }, [virtual, selectedRow]);
  return virtual;
}

interface RowsProps<T extends { id: string }> {
  grid: GroupGridProps<T>;
  rows: readonly GroupRow[];
  inView: readonly VirtualItem[];
  items: readonly T[];
  activeId: string;
}

function Rows<T extends { id: string }>({ rows, inView, ...rest }: RowsProps<T>) {
  return inView.map(({ index, start }) => (
    <Row key={index} row={rows[index] as GroupRow} index={index} top={start} {...rest} />
  ));
}

interface RowProps<T extends { id: string }> {
  row: GroupRow;
  index: number;
  top: number;
  grid: GroupGridProps<T>;
  items: readonly T[];
  activeId: string;
}

function Row<T extends { id: string }>({ row, index, top, grid, items, activeId }: RowProps<T>) {
  const { groups, labelOf, children, selectedId } = grid;
  const place = { transform: `translateY(${top}px)` };
  if (row.kind === 'heading') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: see above
      // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
      <div role="row" aria-rowindex={index + 1} className={styles.heading} style={place}>
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
        <span role="rowheader">{groups[row.group]?.title}</span>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div role="row" aria-rowindex={index + 1} className={styles.row} style={place}>
      {items.slice(row.first, row.first + row.count).map((item, column) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
        <div
          key={item.id}
          role="gridcell"
          id={item.id === selectedId ? activeId : undefined}
          aria-colindex={column + 1}
          aria-label={labelOf(item)}
          aria-selected={item.id === selectedId}
          data-position={row.first + column}
          className={styles.tile}
        >
          {children(item)}
        </div>
      ))}
    </div>
  );
}

function handleKey(
  event: KeyboardEvent,
  rows: readonly GroupRow[],
  position: number,
  select: (position: number) => void,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const target = moveInGroups(rows, position, event.key);
  if (target === null) return;
  event.preventDefault();
  select(target);
}

function selectClicked(event: MouseEvent, select: (position: number) => void): void {
  const cell = (event.target as Element).closest<HTMLElement>('[data-position]');
  if (cell) select(Number(cell.dataset.position));
}
