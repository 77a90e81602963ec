import {
  histogramSeconds,
  NO_ANNOTATION,
  scoreActivity,
  type ActivityFacts,
  type ActivityScore,
  type AthleteSettings,
} from '@training-monkey/training';
import { CLOCK_NOT_SET, type ReadActivity } from '@training-monkey/files';

/** A read activity with what it weighs. */
export interface ScoredActivity {
  file: string;
  facts: ActivityFacts;
  score: ActivityScore;
  caution: string | null;
  /** File of the same activity that counts in its place; null when this one counts. */
  duplicateOf: string | null;
}

export function scoredActivity(
  file: string,
  { facts, caution }: ReadActivity,
  settings: AthleteSettings,
): ScoredActivity {
  return {
    file,
    facts,
    score: scoreActivity(facts, NO_ANNOTATION, settings),
    caution,
    duplicateOf: null,
  };
}

/** Whether it weighs in the days: once, and on a day that is real. */
export function countsInDays({ duplicateOf, caution }: ScoredActivity): boolean {
  return duplicateOf === null && !caution?.includes(CLOCK_NOT_SET);
}

/** An activity as `--json` prints it. */
export function analyzedActivity({ file, facts, score, caution, duplicateOf }: ScoredActivity) {
  const { heartRate } = facts;
  return {
    file,
    startedAt: facts.startedAt,
    localDay: facts.localDay,
    sport: facts.sport,
    movingTimeS: facts.movingTimeS,
    elapsedTimeS: facts.elapsedTimeS,
    distanceM: facts.distanceM,
    ascentM: facts.elevationGainM,
    heartRate: heartRate && {
      coverage: score.coverage,
      avgBpm: heartRate.avgBpm,
      maxBpm: heartRate.maxBpm,
      seconds: heartRate.histogram && histogramSeconds(heartRate.histogram),
    },
    trimp: score.trimp,
    trimpMethod: score.trimpMethod,
    trimpAverage: score.trimpAverage,
    edwards: score.edwards,
    timeInZoneS: score.timeInZoneS,
    equivalentMiles: score.equivalentMiles,
    elevationLoadMiles: score.elevationLoadMiles,
    totalLoadMiles: score.totalLoadMiles,
    caution,
    duplicateOf,
  };
}
