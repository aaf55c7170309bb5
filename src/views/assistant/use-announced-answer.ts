import { useEffect, useRef } from 'react';
import { announce } from '../../stores/announcer';

/** An answer that stays this long is worth saying. */
const STABLE_MS = 1000;

/**
 * Tells screen readers of an answer once it has stayed the same for a while, and only when it is
 * another than the one said before.
 * @param key what has to stay the same: a label, without the figures that change all the time
 * @param text what is then said; null for nothing
 */
export function useAnnouncedAnswer(key: string | null, text: string | null): void {
  const latest = useRef(text);
  const said = useRef<string | null>(null);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  useEffect(() => {
    if (key === null || key === said.current) return;
    const timer = setTimeout(() => {
      said.current = key;
      if (latest.current) announce(latest.current);
    }, STABLE_MS);
    return () => clearTimeout(timer);
  }, [key]);
}
