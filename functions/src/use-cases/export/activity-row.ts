import {
  NO_ANNOTATION,
  type ActivityDocument,
  type AnnotationDocument,
} from '@training-monkey/training';
import type { ActivityDetails, ActivityRow } from '../../ports/mirror-rows.ts';
import { activityNumber } from './activity-number.ts';

/** An activity's row, with what the athlete says about it. */
export function activityRow(
  uid: string,
  documentId: string,
  activity: ActivityDocument,
  annotation: AnnotationDocument | null,
): ActivityRow & ActivityDetails {
  const said = annotation ?? NO_ANNOTATION;
  const histogram = activity.heartRateHistogram;
  return {
    activityId: activityNumber(uid, documentId),
    documentId,
    date: activity.date,
    name: activity.name,
    type: activity.type,
    distanceMiles: activity.distanceMiles,
    elevationGainFeet: activity.elevationGainFeet,
    elevationLoadMiles: activity.elevationLoadMiles,
    totalLoadMiles: activity.totalLoadMiles,
    avgHeartRate: activity.avgHeartRate,
    maxHeartRate: activity.maxHeartRate,
    durationMinutes: activity.durationMinutes,
    trimp: activity.trimp,
    timeInZones: [
      activity.timeInZone1,
      activity.timeInZone2,
      activity.timeInZone3,
      activity.timeInZone4,
      activity.timeInZone5,
    ],
    weightLbs: said.weightLbs,
    perceivedEffort: said.perceivedEffort,
    feelingScore: said.feelingScore,
    notes: said.notes,
    source: activity.source,
    startedAt: activity.startedAt,
    counted: activity.counted,
    correctedElevationGainFeet: said.correctedElevationGainFeet,
    histogramFirstBpm: histogram?.firstBpm ?? null,
    histogramSeconds: histogram?.seconds ?? null,
    coverage: activity.coverage,
    trimpMethod: activity.trimpMethod,
    trimpAverage: activity.trimpAverage,
    equivalentMiles: activity.equivalentMiles,
  };
}
