import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type ColourRange, gridColumns, type MapSet } from '../../domain/feature-maps';
import { classes } from '../classes';
import { moveInGrid } from '../images/grid-navigation';
import type { Palette } from '../images/palette';
import { useIsNear } from '../use-is-near';
import { drawMaps, type MapLayout, mapLayout } from './draw-maps';
import styles from './maps.module.css';
import { useWidth } from './use-width';

/** A map of a grid, and the value of it under the pointer; null when the whole map is meant. */
export interface MapPoint {
  map: number;
  place: { row: number; column: number } | null;
}

/** Props of {@link MapGrid}. */
export interface MapGridProps {
  /** Name of the group of maps. */
  label: string;
  maps: MapSet;
  palette: Palette;
  /** The range of colours of each map. */
  ranges: readonly ColourRange[];
  /** Wanted side of a map, in CSS pixels; maps that are wider than their place shrink. */
  side: number;
  gap: number;
  /** What a map is called; must stay the same function as long as the names do. */
  nameOf: (map: number) => string;
  /** Maps to be marked as zero everywhere. */
  dead: readonly number[];
  onPoint: (point: MapPoint | null) => void;
  onOpen: (map: number) => void;
}

/**
 * Maps side by side on one canvas, every value a sharp square. The group is one stop of the Tab key;
 * arrows, Home and End move inside it, Enter opens a map.
 */
export function MapGrid(props: MapGridProps) {
  const { maps, palette, ranges, dead } = props;
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const available = useWidth(place);
  const { count, width, height } = maps;
  const { side, gap } = props;
  const layout = useMemo(
    () => (available === null ? null : fitted({ count, width, height }, available, side, gap)),
    [count, width, height, available, side, gap],
  );
  // Out of sight nothing is drawn: maps that follow a training would slow it down.
  const isNear = useIsNear(place);
  useLayoutEffect(() => {
    if (canvas.current && layout && isNear) drawMaps(canvas.current, maps, layout, palette, ranges);
  }, [maps, layout, palette, ranges, isNear]);
  return (
    <div ref={place} className={styles.place}>
      {layout && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
        <div
          role="group"
          aria-label={props.label}
          className={styles.grid}
          style={{ width: layout.width, height: layout.height }}
          onPointerMove={(event) => props.onPoint(pointUnder(event, layout, maps))}
          onPointerLeave={() => props.onPoint(null)}
        >
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without tabindex takes no focus */}
          <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
          <MapButtons
            {...layoutKey(layout)}
            count={maps.count}
            dead={dead.join()}
            nameOf={props.nameOf}
            onPoint={props.onPoint}
            onOpen={props.onOpen}
          />
        </div>
      )}
    </div>
  );
}

interface MapButtonsProps extends Pick<MapGridProps, 'nameOf' | 'onPoint' | 'onOpen'> {
  count: number;
  columns: number;
  mapWidth: number;
  mapHeight: number;
  gap: number;
  /** Numbers of the dead maps, joined: equal texts keep the buttons as they are. */
  dead: string;
}

/** What can be pressed and focused, over the canvas; drawn anew only when it is not the same. */
const MapButtons = memo(function MapButtons(props: MapButtonsProps) {
  const { count, columns, mapWidth, mapHeight, gap, nameOf, onPoint, onOpen } = props;
  const [active, setActive] = useState(0);
  const dead = new Set(props.dead.split(',').map((text) => (text === '' ? -1 : Number(text))));
  const current = Math.min(active, count - 1);
  return Array.from({ length: count }, (_, map) => (
    <button
      type="button"
      // biome-ignore lint/suspicious/noArrayIndexKey: a map has no identity but its number
      key={map}
      className={classes(styles.map, dead.has(map) && styles.dead)}
      style={{
        left: (map % columns) * (mapWidth + gap),
        top: Math.floor(map / columns) * (mapHeight + gap),
        width: mapWidth,
        height: mapHeight,
      }}
      aria-label={nameOf(map)}
      tabIndex={map === current ? 0 : -1}
      onClick={() => onOpen(map)}
      onFocus={(event) => {
        setActive(map);
        // By pointer the value under it is meant, and told already.
        if (event.currentTarget.matches(':focus-visible')) onPoint({ map, place: null });
      }}
      onBlur={() => onPoint(null)}
      onKeyDown={(event) => moveFocus(event, map, count, columns)}
    />
  ));
});

function moveFocus(event: KeyboardEvent, map: number, count: number, columns: number): void {
  if (event.altKey) return;
  const pressed = { key: event.key, withControl: event.ctrlKey || event.metaKey };
  const target = moveInGrid(map, pressed, { count, columns, pageRows: 3 });
  if (target === null) return;
  event.preventDefault();
  const buttons = event.currentTarget.parentElement?.querySelectorAll('button');
  buttons?.[target]?.focus();
}

/** The scale and the columns with which maps fill their place. */
function fitted(
  maps: Pick<MapSet, 'count' | 'width' | 'height'>,
  available: number,
  side: number,
  gap: number,
): MapLayout {
  const longest = Math.max(maps.width, maps.height);
  const wanted = Math.max(1, Math.round(side / longest));
  const fitting = Math.max(1, Math.floor(available / maps.width));
  const scale = Math.min(wanted, fitting);
  const most = Math.floor((available + gap) / (maps.width * scale + gap));
  return mapLayout(maps, gridColumns(maps.count, most), scale, gap);
}

function layoutKey({ columns, mapWidth, mapHeight, gap }: MapLayout) {
  return { columns, mapWidth, mapHeight, gap };
}

function pointUnder(
  { currentTarget, clientX, clientY }: PointerEvent,
  { columns, mapWidth, mapHeight, gap, scale }: MapLayout,
  maps: MapSet,
): MapPoint | null {
  const box = currentTarget.getBoundingClientRect();
  const [left, top] = [clientX - box.left, clientY - box.top];
  const [column, row] = [Math.floor(left / (mapWidth + gap)), Math.floor(top / (mapHeight + gap))];
  const map = row * columns + column;
  const inMap = {
    column: Math.floor((left - column * (mapWidth + gap)) / scale),
    row: Math.floor((top - row * (mapHeight + gap)) / scale),
  };
  const isInside =
    column >= 0 && column < columns && row >= 0 && map < maps.count && inMap.row < maps.height;
  return isInside && inMap.column < maps.width ? { map, place: inMap } : null;
}
