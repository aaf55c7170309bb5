import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { PressEvent } from 'react-aria-components';
import { removePhoto } from '../../stores/assistant';
import type { PhotoItem } from '../../stores/assistant-state';

/** Takes out the photo at a position, by its row's own button. */
export type Remove = (row: number, press: PressEvent) => void;

/**
 * The keyboard's place would go with the button that was pressed. By keys, the button of the row that comes into its
 * place has it then, or of the one before where there is none. By pointer the list has it: no next key takes out a
 * photo that nobody pointed at.
 */
export function useRemoval(
  scroller: RefObject<HTMLDivElement | null>,
  photos: readonly PhotoItem[],
): Remove {
  const removed = useRef<{ row: number; isByKeys: boolean } | null>(null);
  useLayoutEffect(() => {
    if (!removed.current) return;
    const { row, isByKeys } = removed.current;
    removed.current = null;
    const next = `[data-index="${Math.min(row, photos.length - 1)}"] [data-removes]`;
    if (isByKeys) scroller.current?.querySelector<HTMLElement>(next)?.focus();
    else scroller.current?.focus({ preventScroll: true });
  }, [scroller, photos]);
  return (row, { pointerType }) => {
    const photo = photos[row];
    if (!photo) return;
    removed.current = { row, isByKeys: ['keyboard', 'virtual'].includes(pointerType) };
    removePhoto(photo.id);
  };
}
