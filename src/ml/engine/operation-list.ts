/** Operations in the order in which they run, with barriers where threads depend on each other. */
import {
  FIELDS_OFFSET,
  type Fields,
  FLOAT_FIELDS,
  OPERATION_BYTES,
  OPERATION_NAMES,
  OPERATIONS,
  type OperationName,
} from './operations';

/**
 * A buffer that an operation reads or writes. With `bySample` each thread keeps to its own samples,
 * and two such operations need no barrier between them.
 */
export interface Access {
  buffer: string;
  bySample: boolean;
}

/** What an operation touches. */
export interface Accesses {
  reads: Access[];
  writes: Access[];
}

/** An operation with its place in the order. */
export interface Operation {
  name: OperationName;
  /** Which layer it is for; for profiles. */
  layer: string;
  fields: Record<string, number>;
  accesses: Accesses;
  /** Whether all threads must have finished what comes before. */
  hasBarrier: boolean;
}

/** Collects the operations of a step. */
export class OperationList {
  readonly operations: Operation[] = [];

  /** Appends an operation. */
  add<Name extends OperationName>(
    name: Name,
    layer: string,
    fields: Fields<Name>,
    accesses: Accesses,
  ): void {
    this.operations.push({ name, layer, fields, accesses, hasBarrier: false });
  }

  /**
   * Sets the barriers. The list is walked twice, because the next step begins where the last one
   * ended: its first operations may have to wait for this one's last.
   */
  placeBarriers(): void {
    let since: Accesses = { reads: [], writes: [] };
    for (const operation of [...this.operations, ...this.operations]) {
      operation.hasBarrier = isInConflict(since, operation.accesses);
      if (operation.hasBarrier) since = { reads: [], writes: [] };
      since.reads.push(...operation.accesses.reads);
      since.writes.push(...operation.accesses.writes);
    }
  }
}

/** Whether the later operation must wait for the earlier ones of other threads. */
function isInConflict(earlier: Accesses, later: Accesses): boolean {
  return (
    later.reads.some((read) => earlier.writes.some((write) => collide(read, write))) ||
    later.writes.some((write) =>
      [...earlier.reads, ...earlier.writes].some((other) => collide(write, other)),
    )
  );
}

function collide(left: Access, right: Access): boolean {
  return left.buffer === right.buffer && !(left.bySample && right.bySample);
}

/** Writes an operation's record at `address`. */
export function writeOperation(memory: DataView, address: number, operation: Operation): void {
  memory.setUint32(address, OPERATION_NAMES.indexOf(operation.name), true);
  memory.setUint32(address + 4, operation.hasBarrier ? 1 : 0, true);
  OPERATIONS[operation.name].forEach((field, index) => {
    const value = operation.fields[field];
    if (value === undefined) throw new RangeError(`${operation.name} has no ${field}`);
    const place = address + FIELDS_OFFSET + 4 * index;
    if (FLOAT_FIELDS.has(field)) memory.setFloat32(place, value, true);
    else memory.setUint32(place, value, true);
  });
}

/** Bytes of a list's records. */
export function operationBytes(list: OperationList): number {
  return list.operations.length * OPERATION_BYTES;
}
