/**
 * Choices that outlive the page, in localStorage. It may be forbidden (private windows, blocked cookies);
 * then choices last as long as the page.
 */

/** Remembers a text under a key. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but the memory of the choice.
  }
}

/** What was remembered under a key; null for nothing. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
