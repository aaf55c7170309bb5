/** Marks a run as under way in this tab, so that another tab does not offer to continue it. */

let release: (() => void) | null = null;

/** Holds the mark until {@link releaseRun}, or until the tab is closed or crashes. */
export function holdRun(runId: string): void {
  releaseRun();
  if (!('locks' in navigator)) return;
  void navigator.locks.request(
    lockName(runId),
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
}

/** Lets go of the mark, if there is one. */
export function releaseRun(): void {
  release?.();
  release = null;
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
