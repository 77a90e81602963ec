import {
  activityFactsFrom,
  equivalentMiles,
  stravaActivityId,
  yearOf,
  dayOfYear,
  type ActivityFacts,
  type LedgerRow,
} from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import type { StravaActivity } from '../../ports/strava.ts';
import { stored } from '../../ports/stored.ts';
import type { ActivityPut } from '../activities/activity-change.ts';
import { factsFromStrava } from './facts-from-strava.ts';
import type { StravaRows } from './strava-rows.ts';

/** Whether a row tells that an activity is stored as it was listed, as far as a row can tell. */
function isUpToDate(row: LedgerRow, year: number, facts: ActivityFacts): boolean {
  const miles = equivalentMiles({ ...facts, perceivedEffort: null });
  return (
    year === yearOf(facts.localDay) &&
    row.day === dayOfYear(facts.localDay) &&
    row.startedAtS === Math.floor(Date.parse(facts.startedAt) / 1000) &&
    Math.abs(row.movingTimeS - facts.movingTimeS) < 0.001 &&
    (row.sportFamily === 'strength' ||
      miles === row.equivalentMiles ||
      Math.abs((miles ?? -1) - (row.equivalentMiles ?? -1)) < 1e-6)
  );
}

/**
 * What a listed page changes. Strava sends no event for edits of time, distance or heart rate, so
 * every listed activity is compared: those of the first page with what is stored, older ones with
 * their row in the ledger, which costs no reads. Heart rate per sample stays while the recording is
 * the same.
 */
export async function listedChanges(
  ports: Pick<Ports, 'store' | 'log'>,
  uid: string,
  listed: StravaActivity[],
  rows: StravaRows,
  isFirstPage: boolean,
): Promise<ActivityPut[]> {
  const candidates = listed.flatMap((activity) => {
    const activityId = stravaActivityId(activity.id);
    const facts = factsFromStrava(activity);
    if (facts === null) {
      ports.log('WARNING', 'an activity from Strava is not plausible', { activityId });
      return [];
    }
    const known = rows.get(activityId);
    if (known && !isFirstPage && isUpToDate(known.row, known.year, facts)) return [];
    return [{ activity, activityId, facts, isKnown: known !== undefined }];
  });
  const known = candidates.filter((one) => one.isKnown);
  const found = await ports.store.getAll(known.map((one) => stored.activity(uid, one.activityId)));
  const before = new Map(known.map((one, i) => [one.activityId, found[i] ?? null]));

  return candidates.flatMap(({ activity, activityId, facts }): ActivityPut[] => {
    const document = before.get(activityId) ?? null;
    const stands = document === null ? null : activityFactsFrom(document);
    const isSameRecording =
      stands?.movingTimeS === facts.movingTimeS && stands.startedAt === facts.startedAt;
    const keeps = isSameRecording && stands.heartRate?.histogram && facts.heartRate !== null;
    const heartRate = keeps ? stands.heartRate : facts.heartRate;
    const origin = { source: 'strava', stravaActivityId: activity.id, fileName: null } as const;
    return [{ kind: 'put', activityId, facts: { ...facts, heartRate }, ...origin }];
  });
}
