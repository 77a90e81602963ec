/** A value that was written and not yet confirmed, shown in place of the stored one. */
export class Optimistic<T> {
  #pending = $state.raw<T | null>(null);

  /** What to show and to build on, given what is stored. */
  over(stored: T | null): T | null {
    return this.#pending ?? stored;
  }

  /** Shows a value until it is written. Rejects as the write does; the stored value shows again then. */
  async save(value: T, written: Promise<void>): Promise<void> {
    this.#pending = value;
    try {
      await written;
    } finally {
      if (this.#pending === value) this.#pending = null;
    }
  }
}
