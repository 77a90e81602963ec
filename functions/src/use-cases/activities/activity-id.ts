import { createHash } from 'node:crypto';
import type { ActivityFacts } from '@training-monkey/training';

/**
 * The id of an activity that brings none: the same activity sent again gets the same id, so a
 * repeated import finds it.
 */
export function ownActivityId(source: 'file' | 'manual', facts: ActivityFacts): string {
  const { startedAt, sport, movingTimeS, elapsedTimeS, distanceM } = facts;
  const content = JSON.stringify([startedAt, sport, movingTimeS, elapsedTimeS, distanceM]);
  const mark = createHash('sha256').update(content).digest('hex').slice(0, 10);
  return `${source}-${Math.floor(Date.parse(startedAt) / 1000)}-${mark}`;
}
