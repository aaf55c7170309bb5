/**
 * Takes a lock named as this worker and holds it for as long as the worker lives. The browser frees
 * it the moment the worker dies, however it dies, and the page, waiting for it, knows at once. Where
 * there are no locks (pages that are not secure) the heartbeat alone has to notice.
 * @returns resolves when the lock is held: before that the page must not ask for it
 */
export function holdLifeLock(): Promise<void> {
  if (!('locks' in navigator) || !self.name) return Promise.resolve();
  return new Promise((held) => {
    void navigator.locks.request(self.name, () => {
      held();
      return new Promise<never>(() => {});
    });
  });
}
