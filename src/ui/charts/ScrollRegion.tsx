import { type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './tables.module.css';

const { scroll } = styles;

/** Properties of {@link ScrollRegion}. */
export interface ScrollRegionProps {
  /** Names the region for who comes to it by keyboard. */
  label: string;
  children: ReactNode;
}

/** A place for something wide: where it does not fit it scrolls, and then the keyboard can too. */
export function ScrollRegion({ label, children }: ScrollRegionProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const sizes = new ResizeObserver(() => {
      setOverflows(element.scrollWidth > element.clientWidth);
    });
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    return () => sizes.disconnect();
  }, []);
  const region = overflows ? { role: 'region', 'aria-label': label, tabIndex: 0 } : {};
  return (
    <div ref={ref} className={scroll} {...region}>
      {children}
    </div>
  );
}
