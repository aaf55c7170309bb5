import { type PointerEvent, type ReactNode, useState } from 'react';
import { BRUSH_RADIUS, type Mark, type MarkKind, type Place } from '../../domain/photo/photo';
import { classes } from '../classes';
import styles from './MarkPad.module.css';

/** Props of {@link MarkPad}. */
export interface MarkPadProps {
  /** Name of the whole, with what to do. */
  label: string;
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

/** A picture on which one paints what is garment or background. By pointer only: the frame has keys. */
export function MarkPad(props: MarkPadProps) {
  const { kind, marks, width, height } = props;
  const [places, setPlaces] = useState<Place[]>([]);
  const end = () => {
    if (places.length > 0) props.onMark(places);
    setPlaces([]);
  };
  const shown = places.length > 0 ? [...marks, { kind, places }] : marks;
  return (
    <div
      role="img"
      aria-label={props.label}
      className={styles.pad}
      onPointerDown={(event) => {
        if (event.button !== 0 || !event.isPrimary) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setPlaces([placeOf(event)]);
      }}
      onPointerMove={(event) => {
        const last = places.at(-1);
        const next = placeOf(event);
        if (last && Math.hypot(next.x - last.x, next.y - last.y) >= STEP) {
          setPlaces([...places, next]);
        }
      }}
      onPointerUp={end}
      onPointerCancel={() => setPlaces([])}
    >
      {props.children}
      <Marks marks={shown} width={width} height={height} />
    </div>
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
