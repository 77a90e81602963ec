import {
  coachDecision,
  dayInYear,
  unifiedMetrics,
  yearOf,
  type CoachDecision,
  type LocalDay,
  type UnifiedMetrics,
} from '@training-monkey/training';
import type { Live } from '../cloud/live.ts';
import { chartView, type ChartView, type TrainingAtHand } from './dashboard-view.ts';
import { yearsNeeded, type DayRange } from './day-range.ts';
import { roomForToday, type RoomForToday } from './room-for-today.ts';
import { standingDecision } from './standing-decision.ts';
import type { TrainingSource } from './training-source.ts';

/** Any range that does not reach behind last year. */
const VERDICT_RANGE: DayRange = '7d';

/** The dashboard of one athlete: what is known of the training, seen from today. */
export class Dashboard {
  readonly source: TrainingSource;
  #today: () => LocalDay;
  range = $state<DayRange>('90d');

  constructor(source: TrainingSource, today: () => LocalDay) {
    this.source = source;
    this.#today = today;
  }

  get today(): LocalDay {
    return this.#today();
  }

  // Cards and verdict rest on two years and keep still when the range changes.
  #training: Live<TrainingAtHand> = $derived.by(() => this.#gather());
  #metrics: UnifiedMetrics | null = $derived(
    this.#training.status === 'ready'
      ? unifiedMetrics(this.#training.value, this.#training.value.settings, this.today)
      : null,
  );
  #decision: CoachDecision | null = $derived.by(() => this.#decide());
  #room: RoomForToday | null = $derived(
    this.#training.status === 'ready'
      ? roomForToday(
          this.#training.value.ledgers,
          this.#training.value.settings.riskStyle,
          this.today,
        )
      : null,
  );
  #charts: ChartView | null = $derived(
    this.#training.status === 'ready'
      ? chartView(this.#withOlder(this.#training.value), this.today, this.range)
      : null,
  );

  /** `empty` while the athlete has no training at all. */
  get training(): Live<TrainingAtHand> {
    return this.#training;
  }
  get metrics(): UnifiedMetrics | null {
    return this.#metrics;
  }
  get decision(): CoachDecision | null {
    return this.#decision;
  }
  get room(): RoomForToday | null {
    return this.#room;
  }
  get charts(): ChartView | null {
    return this.#charts;
  }

  #decide(): CoachDecision | null {
    if (this.#training.status !== 'ready') return null;
    const { settings } = this.#training.value;
    const ofTraining = coachDecision({
      history: this.#training.value,
      settings,
      today: this.today,
      journal: { today: null, yesterday: null },
      planned: null,
    });
    const said = this.source.recommendationOn?.(this.today);
    return standingDecision(ofTraining, said?.status === 'ready' ? said.value : null);
  }

  #gather(): Live<TrainingAtHand> {
    const { settings, span } = this.source;
    const known = span.status === 'ready' ? span.value : null;
    const years = yearsNeeded(VERDICT_RANGE, this.today, null, known?.years ?? null);
    // All are asked for at once: none of them has to wait for another.
    const ledgers = years.map((year) => this.source.ledger(year));
    const all = [settings, span, ...ledgers];
    const failed = all.find((live) => live.status === 'failed');
    if (failed?.status === 'failed') return failed;
    if (span.status === 'empty' || known?.years.length === 0) return { status: 'empty' };
    if (settings.status !== 'ready' || known === null) return { status: 'loading' };
    // They exist, so one that seems not to is only not on this device yet.
    if (ledgers.some((ledger) => ledger.status !== 'ready')) return { status: 'loading' };
    return {
      status: 'ready',
      value: {
        settings: settings.value,
        ledgers: ledgers.flatMap((ledger) => (ledger.status === 'ready' ? [ledger.value] : [])),
        firstDay: known.firstDay,
      },
    };
  }

  /** Older years join the charts as they come; a year still missing is left out, not drawn as rest. */
  #withOlder(training: TrainingAtHand): TrainingAtHand {
    const { span } = this.source;
    const known = span.status === 'ready' ? span.value.years : [];
    const older = yearsNeeded(this.range, this.today, training.firstDay, known)
      .filter((year) => year < yearOf(this.today) - 1)
      .map((year) => ({ year, ledger: this.source.ledger(year) }));
    const missing = older.flatMap(({ year, ledger }) => (ledger.status === 'ready' ? [] : [year]));
    const loaded = older.flatMap(({ ledger }) => (ledger.status === 'ready' ? [ledger.value] : []));
    return {
      ...training,
      ledgers: [...training.ledgers, ...loaded],
      firstDay: missing.length === 0 ? training.firstDay : dayInYear(Math.max(...missing) + 1, 1),
    };
  }
}
