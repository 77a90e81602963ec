import {
  dailyMetrics,
  FORMULA_VERSION,
  unifiedMetrics,
  type AthleteSettings,
  type LocalDay,
  type TrainingHistory,
  type UnifiedMetrics,
} from '@training-monkey/training';
import { analyzedDay, type AnalyzedDay } from './analyzed-day.ts';
import { analyzedActivity, countsInDays, type ScoredActivity } from './analyzed-activity.ts';
import { ledgersFrom } from './ledgers-from.ts';

/** What `--json` prints. */
export interface Analysis {
  activities: ReturnType<typeof analyzedActivity>[];
  days: AnalyzedDay[];
  latest: UnifiedMetrics;
  skipped: { file: string; reason: string }[];
  formulaVersion: number;
  timing: { files: number; seconds: number };
}

/** The whole answer for activities, or for a history of day totals when there are none. */
export function analysis(
  activities: readonly ScoredActivity[],
  {
    settings,
    asOf,
    history = { ledgers: ledgersFrom(activities.filter(countsInDays)), firstDay: null },
    skipped,
    timing,
  }: {
    settings: AthleteSettings;
    asOf: LocalDay;
    history?: TrainingHistory;
    skipped: Analysis['skipped'];
    timing: Analysis['timing'];
  },
): Analysis {
  return {
    activities: activities.map(analyzedActivity),
    days: dailyMetrics(history, settings, { to: asOf }).map(analyzedDay),
    latest: unifiedMetrics(history, settings, asOf),
    skipped,
    formulaVersion: FORMULA_VERSION,
    timing,
  };
}
