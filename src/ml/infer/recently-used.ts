/** A few values by their ids; the least recently used one makes room for a new one. */
export class RecentlyUsed<T> {
  readonly #limit: number;
  /** The least recently used first. */
  readonly #values = new Map<string, T>();

  /** @param limit values that are kept at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The value under an id, if it is still there. */
  get(id: string): T | undefined {
    return this.#values.get(id);
  }

  /** Keeps a value as the most recently used. */
  keep(id: string, value: T): void {
    this.#values.delete(id);
    this.#values.set(id, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#limit) break;
      this.#values.delete(oldest);
    }
  }

  /** The value under an id, which is then kept no longer. */
  take(id: string): T | undefined {
    const value = this.#values.get(id);
    this.#values.delete(id);
    return value;
  }

  /** Keeps this value no longer; another one under the same id stays. */
  drop(id: string, value: T): void {
    if (this.#values.get(id) === value) this.#values.delete(id);
  }
}
