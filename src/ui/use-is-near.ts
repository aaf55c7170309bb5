import { type RefObject, useEffect, useState } from 'react';

/** How far beyond the window something still counts as near, so that scrolling finds it drawn. */
const MARGIN = '200px';

/** Whether an element is in sight or about to be, as that changes. */
export function useIsNear(ref: RefObject<HTMLElement | null>): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => setIsNear(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return isNear;
}
