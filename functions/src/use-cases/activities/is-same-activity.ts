const START_TOLERANCE_S = 120;
const DURATION_TOLERANCE_S = 60;
const DURATION_TOLERANCE = 0.1;

interface Recording {
  startedAtS: number;
  movingTimeS: number;
}

/**
 * Whether two recordings tell of one activity: begun within two minutes of each other and about
 * equally long (10 % of the longer, or a minute). Two watches, or a watch and Strava, rarely agree
 * better than that. Beginnings further apart than half the longer are two activities all the same:
 * the parts of a multisport recording follow each other within seconds.
 */
export function isSameActivity(a: Recording, b: Recording): boolean {
  const longer = Math.max(a.movingTimeS, b.movingTimeS);
  return (
    Math.abs(a.startedAtS - b.startedAtS) <= Math.min(START_TOLERANCE_S, longer / 2) &&
    Math.abs(a.movingTimeS - b.movingTimeS) <=
      Math.max(DURATION_TOLERANCE_S, longer * DURATION_TOLERANCE)
  );
}
