/** Tells answers that did not come because another network was chosen meanwhile. */
import type { Failure } from '../domain/failure';
import { chosenNetwork, networkOpenings, useNetworks } from './networks';

/** Which network is chosen, and how many were opened until now: the same one may be back after another. */
export interface NetworkNow {
  /** Null while none is known. */
  id: string | null;
  openings: number;
}

/** The same as it is now; to be held until the answer is there. */
export function networkNow(): NetworkNow {
  const id = chosenNetwork(useNetworks.getState())?.id ?? null;
  return { id, openings: networkOpenings() };
}

/** Whether the network was closed for another one that was chosen since: the one that is chosen now is asked. */
export function wasClosed({ code }: Failure, before: NetworkNow): boolean {
  const { id, openings } = networkNow();
  return code === 'network-missing' && (id !== before.id || openings !== before.openings);
}
