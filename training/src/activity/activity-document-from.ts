import type { ActivityFacts } from '../documents/activity-facts.ts';
import type { ActivityDocument } from '../documents/activity.ts';
import { feetFromMetres, milesFromMetres } from '../external-load/length-units.ts';
import type { ActivityScore } from './score-activity.ts';

/** Where a document's activity comes from and when it was written. */
export type ActivityOrigin = Pick<
  ActivityDocument,
  'source' | 'stravaActivityId' | 'fileName' | 'createdAt' | 'updatedAt'
>;

/** The document of an activity; facts turn from SI into the units of the relational schema. */
export function activityDocumentFrom(
  facts: ActivityFacts,
  score: ActivityScore,
  origin: ActivityOrigin,
): ActivityDocument {
  const { heartRate, distanceM, elevationGainM } = facts;
  const zones = score.timeInZoneS;
  return {
    source: origin.source,
    stravaActivityId: origin.stravaActivityId,
    fileName: origin.fileName,
    startedAt: facts.startedAt,
    date: facts.localDay,
    timeZone: facts.timeZone,
    name: facts.name,
    type: facts.sport,
    durationMinutes: facts.movingTimeS / 60,
    elapsedMinutes: facts.elapsedTimeS / 60,
    distanceMiles: distanceM === null ? null : milesFromMetres(distanceM),
    elevationGainFeet: elevationGainM === null ? null : feetFromMetres(elevationGainM),
    avgHeartRate: heartRate?.avgBpm ?? null,
    maxHeartRate: heartRate?.maxBpm ?? null,
    heartRateHistogram: heartRate?.histogram ?? null,
    deviceName: facts.deviceName,
    sportFamily: score.sportFamily,
    coverage: score.coverage,
    trimp: score.trimp,
    trimpMethod: score.trimpMethod,
    trimpAverage: score.trimpAverage,
    timeInZone1: zones?.[0] ?? null,
    timeInZone2: zones?.[1] ?? null,
    timeInZone3: zones?.[2] ?? null,
    timeInZone4: zones?.[3] ?? null,
    timeInZone5: zones?.[4] ?? null,
    equivalentMiles: score.equivalentMiles,
    elevationLoadMiles: score.elevationLoadMiles,
    totalLoadMiles: score.totalLoadMiles,
    effortAssumed: score.effortAssumed,
    counted: score.counted,
    thresholdsFrom: score.thresholdsFrom,
    formulaVersion: score.formulaVersion,
    createdAt: origin.createdAt,
    updatedAt: origin.updatedAt,
  };
}
