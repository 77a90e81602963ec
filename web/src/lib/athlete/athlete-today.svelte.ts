import type { LocalDay } from '@training-monkey/training';
import { Today } from '../dashboard/today.svelte.ts';
import type { AthleteRecord } from './athlete-record.svelte.ts';

/** The athlete's present day: in the zone of the settings, until they are known in the browser's. */
export class AthleteToday {
  #record: AthleteRecord;
  #clock = new Today();

  constructor(record: AthleteRecord) {
    this.#record = record;
  }

  get day(): LocalDay {
    const settings = this.#record.settings.current;
    const browserZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return this.#clock.in(settings.status === 'ready' ? settings.value.timeZone : browserZone);
  }
}
