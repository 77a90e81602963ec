import { createSubscriber } from 'svelte/reactivity';
import type { Live } from './live.ts';
import { listenerMessage } from './listener-message.ts';

export type Listen<T> = (
  show: (live: Live<T>) => void,
  fail: (error: unknown) => void,
) => () => void;

/**
 * Something read live: opened by the first reader, closed after the last. A listener that failed is
 * dead for good, so `retry` opens a new one.
 */
export class LiveSnapshot<T> {
  #listen: Listen<T>;
  #live: Live<T> = { status: 'loading' };
  #subscribe: () => void;
  #stop: (() => void) | null = null;
  #changedAt: number | null = null;
  #redraw: (() => void) | null = null;

  constructor(listen: Listen<T>) {
    this.#listen = listen;
    this.#subscribe = createSubscriber((update) => {
      this.#redraw = update;
      this.#open();
      return () => {
        this.#redraw = null;
        this.#stop?.();
        this.#stop = null;
      };
    });
  }

  get current(): Live<T> {
    this.#subscribe();
    return this.#live;
  }

  /** When a value changed while somebody was looking, in epoch milliseconds; null before that. */
  get changedAt(): number | null {
    this.#subscribe();
    return this.#changedAt;
  }

  retry = () => {
    this.#stop?.();
    this.#show({ status: 'loading' });
    if (this.#redraw) this.#open();
  };

  #open() {
    this.#stop = this.#listen(
      (live) => this.#show(live),
      (error) => this.#show({ status: 'failed', message: listenerMessage(error) }),
    );
  }
  #show(live: Live<T>) {
    if (this.#live.status === 'ready' && live.status === 'ready') this.#changedAt = Date.now();
    this.#live = live;
    this.#redraw?.();
  }
}
