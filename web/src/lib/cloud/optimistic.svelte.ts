/**
 * A value that was written and not yet confirmed, shown in place of the stored one, so that two
 * quick changes build on each other instead of the second undoing the first.
 */
export class Optimistic<T> {
  #pending = $state.raw<T | null>(null);

  /** What to show and to build on, given what is stored. */
  over(stored: T | null): T | null {
    return this.#pending ?? stored;
  }

  /** Rejects as the write does; the stored value shows again then. */
  async save(value: T, write: (value: T) => Promise<void>): Promise<void> {
    this.#pending = value;
    try {
      await write(value);
    } finally {
      if (this.#pending === value) this.#pending = null;
    }
  }
}
