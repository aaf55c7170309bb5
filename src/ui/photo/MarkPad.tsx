import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useState } from 'react';
import { BRUSH_RADIUS, type Mark, type MarkKind, type Place } from '../../domain/photo/photo';
import { classes } from '../classes';
import { VisuallyHidden } from '../VisuallyHidden';
import { arrowWay } from './arrow-way';
import styles from './MarkPad.module.css';
import { movePlace } from './region';

/** Props of {@link MarkPad}. */
export interface MarkPadProps {
  /** Name of the whole, with what to do. */
  label: string;
  /** What the keys do, for screen readers. */
  keysHelp: string;
  /** What the brush says. */
  kind: MarkKind;
  /** Strokes so far, in shares of the picture as it is shown. */
  marks: readonly Mark[];
  /** Called when a stroke ends. */
  onMark: (places: Place[]) => void;
  /** Sides of the picture in its own pixels. */
  width: number;
  height: number;
  /** The picture, as wide as its place. */
  children: ReactNode;
}

/** The brush's way is noted again after this share of the picture. */
const STEP = 0.01;

/** How far an arrow key moves the brush, in shares of the picture. */
const KEY_STEPS = { alone: 0.02, withShift: 0.1 };

/** A picture on which one paints what is garment or background: strokes by pointer, points by keys. */
export function MarkPad(props: MarkPadProps) {
  const { kind, marks, width, height } = props;
  const helpId = useId();
  const { places, ...stroke } = useStroke(props);
  const { place, ...keys } = useBrushKeys(props);
  const shown = places.length > 0 ? [...marks, { kind, places }] : marks;
  return (
    <div
      // The arrow keys are ours: screen readers must pass them on.
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
      tabIndex={0}
      aria-label={props.label}
      aria-describedby={helpId}
      className={styles.pad}
      {...stroke}
      {...keys}
    >
      {props.children}
      <VisuallyHidden>
        <span id={helpId}>{props.keysHelp}</span>
      </VisuallyHidden>
      <Marks marks={shown} width={width} height={height} />
      <Brush place={place} width={width} height={height} />
    </div>
  );
}

/** The stroke that is being painted by pointer, and the pad's listeners for it. */
function useStroke({ onMark }: MarkPadProps) {
  const [places, setPlaces] = useState<Place[]>([]);
  return {
    places,
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !event.isPrimary) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setPlaces([placeOf(event)]);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const last = places.at(-1);
      const next = placeOf(event);
      if (last && Math.hypot(next.x - last.x, next.y - last.y) >= STEP) {
        setPlaces([...places, next]);
      }
    },
    onPointerUp() {
      if (places.length > 0) onMark(places);
      setPlaces([]);
    },
    onPointerCancel() {
      setPlaces([]);
    },
  };
}

/** Where keys have moved the brush, and the pad's listener for them. */
function useBrushKeys({ onMark }: MarkPadProps) {
  const [place, setPlace] = useState<Place>({ x: 0.5, y: 0.5 });
  return {
    place,
    onKeyDown(event: KeyboardEvent) {
      const way = arrowWay(event, KEY_STEPS);
      if (way) setPlace(movePlace(place, way));
      else if (event.key === ' ' || event.key === 'Enter') onMark([place]);
      else return;
      event.preventDefault();
    },
  };
}

interface BrushProps {
  place: Place;
  width: number;
  height: number;
}

/** The brush of the keys, which is seen while they have it. */
function Brush({ place, width, height }: BrushProps) {
  const circle = {
    cx: place.x * width,
    cy: place.y * height,
    r: BRUSH_RADIUS * Math.max(width, height),
  };
  return (
    <svg
      className={classes(styles.marks, styles.brush)}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <circle className={styles.brushBack} {...circle} />
      <circle className={styles.brushRing} {...circle} />
    </svg>
  );
}

/** Props of {@link Marks}. */
export interface MarksProps {
  /** In shares of the picture as it is shown. */
  marks: readonly Mark[];
  width: number;
  height: number;
}

/** Strokes over a picture that fills the same place. */
export function Marks({ marks, width, height }: MarksProps) {
  return (
    <svg className={styles.marks} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {marks.map(({ kind, places }, at) => (
        <polyline
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes are only added and taken at the end
          key={at}
          className={classes(styles.mark, styles[kind])}
          strokeWidth={2 * BRUSH_RADIUS * Math.max(width, height)}
          // A point alone is drawn only if it goes somewhere.
          points={[...places, places.at(-1) as Place]
            .map(({ x, y }) => `${x * width},${y * height}`)
            .join(' ')}
        />
      ))}
    </svg>
  );
}

function placeOf({ currentTarget, clientX, clientY }: PointerEvent): Place {
  const box = currentTarget.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
}
