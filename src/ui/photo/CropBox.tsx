import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef } from 'react';
import type { Region } from '../../domain/photo/photo';
import { VisuallyHidden } from '../VisuallyHidden';
import { arrowWay } from './arrow-way';
import styles from './CropBox.module.css';
import {
  CORNERS,
  type Corner,
  moveRegion,
  type Point,
  regionBetween,
  resizeRegion,
} from './region';

/** What is dragged: the region, one of its corners, or a new region from where the drag began. */
type Grip = Corner | 'move' | 'new';

/** Props of {@link CropBox}. */
export interface CropBoxProps {
  /** Name of the whole. */
  label: string;
  /** Names of the handles. */
  handleLabels: Record<Corner | 'move', string>;
  /** What the keys do, for screen readers. */
  keysHelp: string;
  region: Region;
  /** Called at every movement. */
  onChange: (region: Region) => void;
  /** The picture, as wide as its place. */
  children: ReactNode;
}

interface Drag {
  grip: Grip;
  from: Point;
  region: Region;
}

/** How far an arrow key moves, in shares of the picture. */
const STEPS = { alone: 0.01, withShift: 0.05 };

/** A frame on a picture that is moved, resized or drawn anew by pointer, and moved by arrow keys. */
export function CropBox(props: CropBoxProps) {
  const { region, handleLabels } = props;
  const helpId = useId();
  const drag = useDrag(props);
  const handle = (grip: Corner | 'move') => ({
    'data-grip': grip,
    'aria-label': handleLabels[grip],
    'aria-describedby': helpId,
    onKeyDown: (event: KeyboardEvent) => moveByKey(event, grip, props),
  });
  return (
    <div
      // The arrow keys are ours: screen readers must pass them on.
      role="application"
      aria-label={props.label}
      className={styles.field}
      {...drag}
    >
      {props.children}
      <VisuallyHidden>
        <span id={helpId}>{props.keysHelp}</span>
      </VisuallyHidden>
      <div className={styles.box} style={percentages(region)}>
        <button type="button" className={styles.move} {...handle('move')} />
        {CORNERS.map((corner) => (
          <button
            key={corner}
            type="button"
            className={`${styles.handle} ${styles[corner]}`}
            {...handle(corner)}
          />
        ))}
      </div>
    </div>
  );
}

/** Listeners of the field: what is pressed is dragged until it is let go, wherever that is. */
function useDrag({ region, onChange }: CropBoxProps) {
  const drag = useRef<Drag | null>(null);
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !event.isPrimary) return;
      const grip = gripOf(event.target);
      // Outside the frame a finger scrolls the page.
      if (grip === 'new' && event.pointerType === 'touch') return;
      drag.current = { grip, from: placeOf(event), region };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (drag.current) onChange(dragged(drag.current, placeOf(event)));
    },
    onPointerUp() {
      drag.current = null;
    },
    onPointerCancel() {
      drag.current = null;
    },
  };
}

function dragged({ grip, from, region }: Drag, to: Point): Region {
  if (grip === 'new') return regionBetween(from, to);
  return changed(region, grip, { x: to.x - from.x, y: to.y - from.y });
}

function changed(region: Region, grip: Corner | 'move', by: Point): Region {
  return grip === 'move' ? moveRegion(region, by) : resizeRegion(region, grip, by);
}

function moveByKey(
  event: KeyboardEvent,
  grip: Corner | 'move',
  { region, onChange }: CropBoxProps,
): void {
  const way = arrowWay(event, STEPS);
  if (!way) return;
  event.preventDefault();
  event.stopPropagation();
  onChange(changed(region, grip, way));
}

function gripOf(target: EventTarget): Grip {
  const grip = target instanceof HTMLElement ? target.dataset.grip : undefined;
  return grip === 'move' ? grip : (CORNERS.find((corner) => corner === grip) ?? 'new');
}

function placeOf({ currentTarget, clientX, clientY }: PointerEvent): Point {
  const box = currentTarget.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
}

function percentages({ left, top, width, height }: Region) {
  return {
    left: `${left * 100}%`,
    top: `${top * 100}%`,
    width: `${width * 100}%`,
    height: `${height * 100}%`,
  };
}
