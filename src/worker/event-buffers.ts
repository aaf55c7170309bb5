import { stateBuffers } from '../domain/tensors';
import type { RunEvent } from '../protocol/events';

/** Buffers in an event that the sender needs no more: handed over rather than copied. */
export function eventBuffers(event: RunEvent): ArrayBuffer[] {
  switch (event.type) {
    case 'epoch':
    case 'stopped':
      return stateBuffers(event.checkpoint.state);
    case 'finished':
      return stateBuffers({ weights: event.weights, optimizer: [], step: 0 });
    default:
      return [];
  }
}
