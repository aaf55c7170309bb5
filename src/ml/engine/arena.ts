/** Hands out addresses of one memory, from low to high; nothing is ever freed singly. */
export class Arena {
  /** One past the last byte handed out. */
  end: number;

  /** @param start first address to hand out */
  constructor(start: number) {
    this.end = start;
  }

  /**
   * @param bytes size of the piece
   * @returns its address, a multiple of 64: the start of a cache line
   */
  allocate(bytes: number): number {
    const address = roundUp(this.end, 64);
    this.end = address + bytes;
    return address;
  }
}

/** The smallest multiple of `unit` that is not below `value`. */
export function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
