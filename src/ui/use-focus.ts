import { type RefObject, useEffect, useRef } from 'react';

/** An element that gets the keyboard's place when that was lost with something that is gone now. */
export function useFocusAfter<E extends HTMLElement>(isThere: boolean): RefObject<E | null> {
  const element = useRef<E>(null);
  const was = useRef(isThere);
  useEffect(() => {
    if (was.current && !isThere && isFocusLost()) element.current?.focus({ preventScroll: true });
    was.current = isThere;
  }, [isThere]);
  return element;
}

/** An element that gets the keyboard's place when that was lost with what it came in the place of. */
export function useFocusWhenNew<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    if (isFocusLost()) element.current?.focus({ preventScroll: true });
  }, []);
  return element;
}

/** Whether what had the keyboard was removed, or disabled and is about to lose it. */
function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || activeElement.matches(':disabled');
}
