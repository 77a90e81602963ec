import type { ActivityFacts } from '../documents/activity-facts.ts';
import type { ActivityDocument } from '../documents/activity.ts';
import { metresFromFeet, metresFromMiles } from '../external-load/length-units.ts';

/**
 * Drops the last binary digits that a change of units leaves behind, so that reading, writing and
 * reading again gives the same number: 30.1 m stays 30.1 m.
 */
const settled = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The facts in a stored activity, to score it again; the inverse of `activityDocumentFrom`. */
export function activityFactsFrom(document: ActivityDocument): ActivityFacts {
  const { distanceMiles, elevationGainFeet, avgHeartRate } = document;
  return {
    startedAt: document.startedAt,
    localDay: document.date,
    timeZone: document.timeZone,
    name: document.name,
    sport: document.type,
    movingTimeS: settled(document.durationMinutes * 60),
    elapsedTimeS: settled(document.elapsedMinutes * 60),
    distanceM: distanceMiles === null ? null : settled(metresFromMiles(distanceMiles)),
    elevationGainM: elevationGainFeet === null ? null : settled(metresFromFeet(elevationGainFeet)),
    heartRate:
      avgHeartRate === null
        ? null
        : {
            avgBpm: avgHeartRate,
            maxBpm: document.maxHeartRate,
            histogram: document.heartRateHistogram,
          },
    deviceName: document.deviceName,
  };
}
