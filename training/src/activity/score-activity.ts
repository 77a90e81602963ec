import type { LocalDay } from '../calendar/local-day.ts';
import type { ActivityFacts } from '../documents/activity-facts.ts';
import type { TrimpMethod } from '../documents/activity.ts';
import type { AnnotationDocument } from '../documents/annotation.ts';
import type { AthleteSettings, ThresholdSet } from '../documents/athlete-settings.ts';
import { climbFeetPerMile } from '../external-load/climb-feet-per-mile.ts';
import { elevationLoadMiles } from '../external-load/elevation-load-miles.ts';
import { equivalentMiles } from '../external-load/equivalent-miles.ts';
import { feetFromMetres } from '../external-load/length-units.ts';
import { FORMULA_VERSION } from '../formula-version.ts';
import { heartRateCoverage } from '../heart-rate/heart-rate-coverage.ts';
import { heartRateReserveFraction } from '../heart-rate/heart-rate-reserve-fraction.ts';
import { timeInZones, type ZoneSeconds } from '../heart-rate/time-in-zones.ts';
import { banisterTrimp } from '../internal-load/banister-trimp.ts';
import { edwardsLoad } from '../internal-load/edwards-load.ts';
import { trimpFromHistogram } from '../internal-load/trimp-from-histogram.ts';
import type { SportFamily } from '../sport/sport-family.ts';
import { sportFamilyOf } from '../sport/sport-family-of.ts';
import { thresholdSetFor } from '../thresholds/threshold-set-for.ts';

/** Below this share of moving time with heart rate, the average is used instead of the samples. */
const LEAST_STREAM_COVERAGE = 0.5;

/** What an activity weighs with the thresholds of its day. `null` is unknown. */
export interface ActivityScore {
  sportFamily: SportFamily;
  coverage: number | null;
  trimp: number | null;
  trimpMethod: TrimpMethod | null;
  trimpAverage: number | null;
  edwards: number | null;
  timeInZoneS: ZoneSeconds | null;
  equivalentMiles: number | null;
  elevationLoadMiles: number | null;
  totalLoadMiles: number | null;
  effortAssumed: boolean;
  counted: boolean;
  thresholdsFrom: LocalDay;
  formulaVersion: number;
}

/** What the athlete says about an activity, as far as it changes the score. */
export type ScoredAnnotation = Pick<
  AnnotationDocument,
  'perceivedEffort' | 'correctedElevationGainFeet' | 'leaveOut'
>;

function internalLoad(facts: ActivityFacts, thresholds: ThresholdSet) {
  const { heartRate, movingTimeS } = facts;
  const histogram = heartRate?.histogram ?? null;
  const coverage = heartRateCoverage(histogram, movingTimeS);
  const trimpAverage =
    heartRate === null
      ? null
      : banisterTrimp({
          durationMin: movingTimeS / 60,
          heartRateReserveFraction: heartRateReserveFraction(heartRate.avgBpm, thresholds),
          gender: thresholds.gender,
        });
  const trimpStream =
    histogram !== null && coverage !== null && coverage >= LEAST_STREAM_COVERAGE
      ? trimpFromHistogram(histogram, movingTimeS, thresholds)
      : null;
  const trimpMethod: TrimpMethod | null =
    trimpStream !== null ? 'stream' : trimpAverage !== null ? 'average' : null;
  const timeInZoneS = histogram === null ? null : timeInZones(histogram, thresholds);
  return {
    coverage,
    trimp: trimpStream ?? trimpAverage,
    trimpMethod,
    trimpAverage,
    edwards: timeInZoneS === null ? null : edwardsLoad(timeInZoneS),
    timeInZoneS,
  };
}

function externalLoad(
  facts: ActivityFacts,
  annotation: ScoredAnnotation,
  family: SportFamily,
  footFeetPerMile: number,
) {
  const { perceivedEffort, correctedElevationGainFeet } = annotation;
  const miles = equivalentMiles({ ...facts, perceivedEffort });
  if (miles === null) {
    return { equivalentMiles: null, elevationLoadMiles: null, totalLoadMiles: null };
  }
  const recordedFeet = facts.elevationGainM === null ? null : feetFromMetres(facts.elevationGainM);
  const climbMiles = elevationLoadMiles(
    correctedElevationGainFeet ?? recordedFeet,
    climbFeetPerMile(family, footFeetPerMile),
  );
  return {
    equivalentMiles: miles,
    elevationLoadMiles: climbMiles,
    totalLoadMiles: miles + climbMiles,
  };
}

/**
 * Weighs an activity once from inside (heart) and once from outside (distance and climb), with the
 * thresholds in force on its day.
 *
 * TRIMP comes from the samples when at least half the moving time has heart rate, otherwise from the
 * average; without heart rate it is null. Climb that was not recorded adds nothing; a corrected
 * climb replaces the recorded one.
 */
export function scoreActivity(
  facts: ActivityFacts,
  annotation: ScoredAnnotation,
  settings: Pick<AthleteSettings, 'thresholds' | 'footFeetPerMile'>,
): ActivityScore {
  const thresholds = thresholdSetFor(settings.thresholds, facts.localDay);
  const sportFamily = sportFamilyOf(facts.sport);
  return {
    sportFamily,
    ...internalLoad(facts, thresholds),
    ...externalLoad(facts, annotation, sportFamily, settings.footFeetPerMile),
    effortAssumed: sportFamily === 'strength' && annotation.perceivedEffort === null,
    counted: !annotation.leaveOut,
    thresholdsFrom: thresholds.from,
    formulaVersion: FORMULA_VERSION,
  };
}
