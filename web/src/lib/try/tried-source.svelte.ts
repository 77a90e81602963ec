import {
  firstCountedDay,
  type ActivityFacts,
  type AthleteSettings,
  type Ledger,
  type LocalDay,
} from '@training-monkey/training';
import type { Live } from '../cloud/live.ts';
import type { SessionLine, TrainingSource } from '../dashboard/training-source.ts';
import { sessionLineFrom } from '../dashboard/session-line-from.ts';
import { scoredInMemory, type ScoredTraining } from './scored-in-memory.ts';

/** Dropped activities, scored in this tab with the same code the functions use. */
export class TriedSource implements TrainingSource {
  #facts: () => readonly ActivityFacts[];
  #settings: AthleteSettings = $state.raw() as AthleteSettings;
  #scored: ScoredTraining = $derived.by(() => scoredInMemory(this.#facts(), this.#settings));

  constructor(facts: () => readonly ActivityFacts[], settings: AthleteSettings) {
    this.#facts = facts;
    this.#settings = settings;
  }

  get settings(): Live<AthleteSettings> {
    return { status: 'ready', value: this.#settings };
  }
  get span(): TrainingSource['span'] {
    const { ledgers } = this.#scored;
    if (ledgers.size === 0) return { status: 'empty' };
    const firstDay = firstCountedDay([...ledgers.values()]);
    return { status: 'ready', value: { firstDay, years: [...ledgers.keys()] } };
  }
  ledger(year: number): Live<Ledger> {
    const ledger = this.#scored.ledgers.get(year);
    return ledger === undefined ? { status: 'empty' } : { status: 'ready', value: ledger };
  }
  sessionsOn(day: LocalDay): Live<SessionLine[]> {
    const lines = [...this.#scored.documents]
      .filter(([, document]) => document.date === day)
      .map(([activityId, document]) => sessionLineFrom(activityId, document));
    return { status: 'ready', value: lines };
  }
  retry() {
    // What is in memory cannot fail to arrive.
  }
  use(settings: AthleteSettings) {
    this.#settings = settings;
  }
}
