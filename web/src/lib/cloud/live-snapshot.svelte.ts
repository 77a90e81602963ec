import { createSubscriber } from 'svelte/reactivity';
import { lingering, type Lingering } from './lingering.ts';
import type { Live } from './live.ts';
import { listenerMessage } from './listener-message.ts';

export type Listen<T> = (
  show: (live: Live<T>) => void,
  fail: (error: unknown) => void,
) => () => void;

const LINGER_MS = 30_000;

/**
 * Something read live: opened by the first reader, closed a while after the last. A listener that
 * failed is dead for good, so `retry`, or who comes next, opens a new one.
 */
export class LiveSnapshot<T> {
  #live: Live<T> = { status: 'loading' };
  #listener: Lingering;
  #subscribe: () => void;
  #changedAt: number | null = null;
  #redraw: (() => void) | null = null;

  constructor(listen: Listen<T>) {
    this.#listener = lingering(() => this.#open(listen), LINGER_MS);
    this.#subscribe = createSubscriber((redraw) => {
      this.#redraw = redraw;
      if (this.#live.status === 'failed') this.#listener.renew();
      this.#listener.enter();
      return () => {
        this.#redraw = null;
        this.#listener.leave();
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
    this.#show({ status: 'loading' });
    this.#listener.renew();
  };

  #open(listen: Listen<T>) {
    let isFirst = true;
    return listen(
      (live) => {
        const isChange = !isFirst && live.status === 'ready' && this.#live.status === 'ready';
        if (isChange && this.#redraw) this.#changedAt = Date.now();
        isFirst = false;
        this.#show(live);
      },
      (error) => this.#show({ status: 'failed', message: listenerMessage(error) }),
    );
  }

  #show(live: Live<T>) {
    this.#live = live;
    this.#redraw?.();
  }
}
