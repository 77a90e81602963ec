import type { FailedWork, RolledAthlete } from './admin-answers.ts';

/** Whose work it is, by e-mail where the athlete is among those on the page. */
export function workOwner(
  { uid, stravaAthleteId }: Pick<FailedWork, 'uid' | 'stravaAthleteId'>,
  athletes: RolledAthlete[],
): string {
  const owner = athletes.find((one) =>
    uid === null ? one.strava?.athleteId === stravaAthleteId : one.uid === uid,
  );
  if (owner?.email) return owner.email;
  return uid === null ? `Strava athlete ${stravaAthleteId}` : `Account ${uid}`;
}
