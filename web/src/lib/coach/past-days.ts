import {
  dayTotals,
  type CoachFeedbackDocument,
  type Ledger,
  type LocalDay,
  type RecommendationDocument,
} from '@training-monkey/training';

/** A recommendation of a day gone by, and what the athlete did then. */
export interface PastDay {
  day: LocalDay;
  recommendation: RecommendationDocument;
  /** Null until it is known; a load is null where no session of the day has one. */
  done: { sessions: number; loadMiles: number | null; trimp: number | null } | null;
  /** Whether what was done stayed within what was advised; null where nothing was advised. */
  kept: boolean | null;
  feedback: CoachFeedbackDocument | null;
}

/** A little over is as good as kept. */
const SLACK = 1.1;

/**
 * The days with a recommendation, newest first, each with what was done. A recommendation written
 * after training spoke of what was left, so all of that day's training counts for it.
 */
export function pastDays(
  recommendations: readonly { id: string; value: RecommendationDocument }[],
  feedback: ReadonlyMap<string, CoachFeedbackDocument>,
  ledgers: readonly Ledger[] | null,
): PastDay[] {
  return recommendations
    .map(({ id, value }) => {
      const day = id as LocalDay;
      const done = ledgers === null ? null : doneOn(day, ledgers);
      const advised = value.decision.target?.loadMiles ?? null;
      const before = value.decision.evidence.find(({ id: key }) => key === 'doneLoadMiles')?.value;
      const kept =
        advised === null || done === null || done.loadMiles === null
          ? null
          : done.loadMiles <= (advised.to + (before ?? 0)) * SLACK;
      return {
        day,
        recommendation: value,
        done,
        kept,
        feedback: feedback.get(id) ?? null,
      };
    })
    .sort((a, b) => (a.day < b.day ? 1 : -1));
}

function doneOn(day: LocalDay, ledgers: readonly Ledger[]): PastDay['done'] {
  const totals = dayTotals(ledgers, day, day);
  const sessions = totals.activityCount[0] ?? 0;
  const known = (count: Float64Array, load: Float64Array) =>
    sessions > 0 && count[0] === 0 ? null : (load[0] ?? 0);
  return {
    sessions,
    loadMiles: known(totals.externalCount, totals.totalLoadMiles),
    trimp: known(totals.internalCount, totals.trimp),
  };
}
