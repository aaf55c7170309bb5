/** Marks a run as under way in this tab, so that another tab does not offer to continue it. */

let mark: { release: () => void; request: AbortController } | null = null;

/** Holds the mark until {@link releaseRun}, or until the tab is closed or crashes. */
export function holdRun(runId: string): void {
  releaseRun();
  if (!('locks' in navigator)) return;
  const request = new AbortController();
  const held = new Promise<void>((resolve) => {
    mark = { release: resolve, request };
  });
  navigator.locks
    .request(lockName(runId), { signal: request.signal }, () => held)
    .catch((thrown: unknown) => {
      // Released before it was granted; anything else is a fault.
      if (!request.signal.aborted) throw thrown;
    });
}

/** Lets go of the mark, if there is one, whether it was granted already or not. */
export function releaseRun(): void {
  mark?.release();
  mark?.request.abort();
  mark = null;
}

/** Whether some tab has the run under way. */
export async function isHeld(runId: string): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === lockName(runId));
}

function lockName(runId: string): string {
  return `atelier-run-${runId}`;
}
