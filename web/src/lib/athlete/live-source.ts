import type { LocalDay } from '@training-monkey/training';
import type { Live } from '../cloud/live.ts';
import type { SessionLine, TrainingSource } from '../dashboard/training-source.ts';
import { sessionLineFrom } from '../dashboard/session-line-from.ts';
import type { AthleteRecord } from './athlete-record.svelte.ts';

/** The training of the signed-in athlete, live. */
export class LiveSource implements TrainingSource {
  #record: AthleteRecord;
  #askedYears = new Set<number>();
  #askedDays = new Set<LocalDay>();

  constructor(record: AthleteRecord) {
    this.#record = record;
  }

  get settings() {
    return this.#record.settings.current;
  }
  get span(): TrainingSource['span'] {
    const user = this.#record.user.current;
    // Until the first call has made the documents, the athlete is on the way, not without training.
    if (user.status === 'empty') return { status: 'loading' };
    if (user.status !== 'ready') return user;
    const { firstActivityDay: firstDay, ledgerYears: years } = user.value;
    return { status: 'ready', value: { firstDay, years } };
  }
  ledger(year: number) {
    this.#askedYears.add(year);
    return this.#record.ledger(year).current;
  }
  sessionsOn(day: LocalDay): Live<SessionLine[]> {
    this.#askedDays.add(day);
    const found = this.#record.activitiesOn(day).current;
    if (found.status !== 'ready') return found;
    const lines = found.value.documents
      .toSorted((a, b) => (a.value.startedAt < b.value.startedAt ? -1 : 1))
      .map(({ id, value }) => sessionLineFrom(id, value));
    return { status: 'ready', value: lines };
  }
  recommendationOn(day: LocalDay) {
    return this.#record.recommendation(day).current;
  }
  retry() {
    this.#record.user.retry();
    this.#record.settings.retry();
    for (const year of this.#askedYears) this.#record.ledger(year).retry();
    for (const day of this.#askedDays) this.#record.activitiesOn(day).retry();
  }
}
