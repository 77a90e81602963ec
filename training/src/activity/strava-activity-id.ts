const STRAVA = 'strava-';

/** The id of the copy of an activity on Strava. */
export function stravaActivityId(id: string): string {
  return `${STRAVA}${id}`;
}

/** Whether an id names a copy from Strava, so that a ledger row tells without its activity. */
export function isStravaCopy(activityId: string): boolean {
  return activityId.startsWith(STRAVA);
}
