import { isStravaCopy, type LedgerRow } from '@training-monkey/training';
import type { ActivityPut } from './activity-change.ts';
import { isSameActivity } from './is-same-activity.ts';

/** Other recordings of an activity, by what is to become of them. */
export interface Duplicates {
  /** Stands already and stays, so this one is not taken; null when there is none. */
  winner: string | null;
  /** Copies from Strava that give way to this one. */
  yielding: string[];
}

/**
 * A file replaces copies from Strava; otherwise what stands already stays. Two activities on Strava
 * are never held for one: Strava itself refuses repeated uploads, and each is edited and deleted
 * there by itself.
 */
export function duplicatesOf(put: ActivityPut, rows: Iterable<LedgerRow>): Duplicates {
  const recording = {
    startedAtS: Math.floor(Date.parse(put.facts.startedAt) / 1000),
    movingTimeS: put.facts.movingTimeS,
  };
  const winners: string[] = [];
  const yielding: string[] = [];
  for (const row of rows) {
    if (row.activityId === put.activityId || !isSameActivity(row, recording)) continue;
    if (!isStravaCopy(row.activityId)) winners.push(row.activityId);
    else if (put.source === 'file') yielding.push(row.activityId);
    else if (put.source === 'manual') winners.push(row.activityId);
  }
  return { winner: winners.sort()[0] ?? null, yielding: yielding.sort() };
}
