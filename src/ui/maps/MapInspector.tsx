import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type ColourRange, type MapSet, valueAt } from '../../domain/feature-maps';
import type { Palette } from '../images/palette';
import { MapImage } from './MapImage';
import styles from './maps.module.css';
import { PlaceMark } from './PlaceMark';

/** Props of {@link MapInspector}. */
export interface MapInspectorProps {
  maps: MapSet;
  map: number;
  palette: Palette;
  range: ColourRange;
  scale: number;
  /** Says what it is and that the arrow keys move. */
  label: string;
  /** Shown while nothing is pointed at. */
  hint: string;
  readout: (value: { row: number; column: number; value: number }) => string;
}

interface Place {
  row: number;
  column: number;
}

/** One map large; pointing at a value, or moving by keys, reads it. */
export function MapInspector(props: MapInspectorProps) {
  const { maps, map, scale } = props;
  const [place, setPlace] = useState<Place | null>(null);
  const within = place && place.row < maps.height && place.column < maps.width ? place : null;
  const value = within ? valueAt(maps, map, within.row, within.column) : null;
  return (
    <div className={styles.inspector}>
      <div
        // The arrow keys are ours: screen readers must pass them on.
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
        tabIndex={0}
        aria-label={props.label}
        className={styles.field}
        style={{ width: maps.width * scale, height: maps.height * scale }}
        onPointerMove={(event) => setPlace(placeUnder(event, maps))}
        onPointerDown={(event) => setPlace(placeUnder(event, maps))}
        onPointerLeave={(event) => {
          if (event.pointerType === 'mouse') setPlace(null);
        }}
        onKeyDown={(event) => {
          const next = moved(event, within, maps);
          if (next) setPlace(next);
        }}
      >
        <MapImage {...props} label={null} />
        {within && <PlaceMark place={within} scale={scale} />}
      </div>
      <output className={styles.readout}>
        {within && value !== null ? props.readout({ ...within, value }) : props.hint}
      </output>
    </div>
  );
}

const STEPS: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The place after an arrow key; the first one leads to the middle. */
function moved(event: KeyboardEvent, place: Place | null, maps: MapSet): Place | null {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  if (!place) return { row: maps.height >> 1, column: maps.width >> 1 };
  return {
    row: clamp(place.row + step[0], maps.height),
    column: clamp(place.column + step[1], maps.width),
  };
}

function placeUnder({ currentTarget, clientX, clientY }: PointerEvent, maps: MapSet): Place {
  const box = currentTarget.getBoundingClientRect();
  return {
    row: clamp(Math.floor(((clientY - box.top) / box.height) * maps.height), maps.height),
    column: clamp(Math.floor(((clientX - box.left) / box.width) * maps.width), maps.width),
  };
}

function clamp(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}
