import { AtelierError } from './failure';
import type { DataFault } from './own-data';

/** Thrown by what reads a file and does not know its name; {@link refused} adds that. */
export class DataError extends Error {
  readonly fault: DataFault;

  constructor(fault: DataFault) {
    super(`${fault.code} ${JSON.stringify(fault)}`);
    this.name = 'DataError';
    this.fault = fault;
  }
}

/** The failure of a file, to throw. */
export function refused(file: string, fault: DataFault): AtelierError {
  return new AtelierError({ code: 'data-refused', file, fault });
}
