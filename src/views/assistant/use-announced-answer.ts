import { useEffect, useRef } from 'react';
import { announce } from '../../stores/announcer';

/** An answer that stays this long is worth saying. */
const STABLE_MS = 1000;

/**
 * Tells screen readers of an answer once it has stayed the same for a while, and only when it is
 * another than the one said before.
 * @param key what has to stay the same: a label, without the figures that change all the time
 * @param text what is then said; null for nothing
 * @param subject what the answer is about, where a person goes from one to another: the answer that one has
 *   already is not said, as what they came by, the row of a list, says it
 */
export function useAnnouncedAnswer(
  key: string | null,
  text: string | null,
  subject: string | null = null,
): void {
  const latest = useRef(text);
  const said = useRef<string | null>(null);
  const about = useRef<string | null>(null);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  useEffect(() => {
    if (subject !== about.current) {
      about.current = subject;
      said.current = key;
    }
    if (key === null || key === said.current) return;
    const timer = setTimeout(() => {
      said.current = key;
      if (latest.current) announce(latest.current);
    }, STABLE_MS);
    return () => clearTimeout(timer);
  }, [key, subject]);
}
