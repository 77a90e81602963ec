import type { LocalDay } from '@training-monkey/training';
import { createSubscriber } from 'svelte/reactivity';
import { dayNow } from './day-now.ts';

const EVERY_MS = 30_000;

/** The present day on a wall clock; asked again twice a minute, so that it turns at midnight. */
export class Today {
  #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, EVERY_MS);
    return () => clearInterval(timer);
  });

  in(timeZone: string): LocalDay {
    this.#subscribe();
    return dayNow(timeZone);
  }
}
