import type { Live } from '../cloud/live.ts';

/** An answer that comes when it is asked for; what is shown stays until a newer one is there. */
export class AskedAnswer<T> {
  #fetch: () => Promise<T>;
  #live = $state.raw<Live<T>>({ status: 'loading' });

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  get current(): Live<T> {
    return this.#live;
  }

  ask = async (): Promise<void> => {
    if (this.#live.status === 'failed') this.#live = { status: 'loading' };
    try {
      this.#live = { status: 'ready', value: await this.#fetch() };
    } catch (error) {
      const message = error instanceof Error ? error.message : 'This could not be read.';
      this.#live = { status: 'failed', message };
    }
  };

  /** Changes what is shown, if anything is. */
  change(to: (value: T) => T) {
    if (this.#live.status === 'ready') {
      this.#live = { status: 'ready', value: to(this.#live.value) };
    }
  }
}
