import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { IMAGE_SIDE } from '../../domain/dataset';
import { useMessages } from '../../stores/preferences';
import type { PixelValues } from '../../ui/images/draw';
import { PixelCanvas } from '../../ui/images/PixelCanvas';
import styles from './PixelInspector.module.css';

/** Side of a pixel on screen, in CSS pixels. */
const CELL = 12;
const LAST = IMAGE_SIDE - 1;
const MIDDLE = { row: IMAGE_SIDE / 2, column: IMAGE_SIDE / 2 };

interface PixelPlace {
  row: number;
  column: number;
}

/** The image large under a pixel grid; pointing at a pixel, or moving by keys, reads its value. */
export function PixelInspector({ pixels }: { pixels: PixelValues }) {
  const { pixels: texts } = useMessages().browse;
  const [place, setPlace] = useState<PixelPlace | null>(null);
  return (
    <div className={styles.inspector}>
      <div
        // The arrow keys are ours: screen readers must pass them on.
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
        tabIndex={0}
        aria-label={texts.label}
        className={styles.field}
        onPointerMove={(event) => setPlace(placeUnder(event))}
        onPointerDown={(event) => setPlace(placeUnder(event))}
        onPointerLeave={(event) => {
          if (event.pointerType === 'mouse') setPlace(null);
        }}
        onKeyDown={(event) => moveByKey(event, place, setPlace)}
      >
        <PixelCanvas pixels={pixels} size={IMAGE_SIDE * CELL} label={null} />
        <div className={styles.lines} />
        {place && <Mark place={place} value={valueAt(pixels, place)} />}
      </div>
      <Readout place={place} pixels={pixels} />
    </div>
  );
}

/** The pixel in its own grey, and its row and column in colour. */
function Mark({ place: { row, column }, value }: { place: PixelPlace; value: number }) {
  return (
    <>
      <div className={styles.row} style={{ top: row * CELL }} />
      <div className={styles.column} style={{ left: column * CELL }} />
      <div
        className={styles.mark}
        style={{ top: row * CELL, left: column * CELL, backgroundColor: grey(value) }}
      />
    </>
  );
}

function Readout({ place, pixels }: { place: PixelPlace | null; pixels: PixelValues }) {
  const { pixels: texts } = useMessages().browse;
  if (!place) return <output className={styles.hint}>{texts.hint}</output>;
  const value = valueAt(pixels, place);
  return (
    <output className={styles.readout}>
      <span className={styles.swatch} style={{ backgroundColor: grey(value) }} />
      <span>{texts.readout({ ...place, value })}</span>
      <span className={styles.scale} aria-hidden="true">
        <span style={{ left: `${(value / 255) * 100}%` }} />
      </span>
    </output>
  );
}

function valueAt(pixels: PixelValues, { row, column }: PixelPlace): number {
  return pixels[row * IMAGE_SIDE + column] ?? 0;
}

function grey(value: number): string {
  return `rgb(${value} ${value} ${value})`;
}

function placeUnder({ currentTarget, clientX, clientY }: PointerEvent): PixelPlace {
  const box = currentTarget.getBoundingClientRect();
  return {
    row: within(Math.floor(((clientY - box.top) / box.height) * IMAGE_SIDE)),
    column: within(Math.floor(((clientX - box.left) / box.width) * IMAGE_SIDE)),
  };
}

const STEPS: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function moveByKey(
  event: KeyboardEvent,
  place: PixelPlace | null,
  setPlace: (place: PixelPlace) => void,
): void {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  // Not to the screen, where arrows go to the next image.
  event.preventDefault();
  event.stopPropagation();
  const { row, column } = place ?? MIDDLE;
  setPlace(place ? { row: within(row + step[0]), column: within(column + step[1]) } : MIDDLE);
}

function within(index: number): number {
  return Math.min(LAST, Math.max(0, index));
}
