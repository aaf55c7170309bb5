import type { Point } from './region';

/** What of a key's event tells where it leads. */
export type ArrowEvent = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** How far an arrow key leads on a picture, in shares of it. */
export interface ArrowSteps {
  alone: number;
  withShift: number;
}

const ARROWS: Record<string, Point> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/** The way that a key leads on a picture; null for other keys, and with those that make it the browser's. */
export function arrowWay(event: ArrowEvent, steps: ArrowSteps): Point | null {
  const arrow = ARROWS[event.key];
  if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return null;
  const step = event.shiftKey ? steps.withShift : steps.alone;
  return { x: arrow.x * step, y: arrow.y * step };
}
