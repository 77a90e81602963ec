import type { ActivityDocument } from '@training-monkey/training';
import type { SessionLine } from './training-source.ts';

export function sessionLineFrom(activityId: string, document: ActivityDocument): SessionLine {
  return {
    activityId,
    name: document.name,
    sport: document.type,
    movingTimeS: document.durationMinutes * 60,
    totalLoadMiles: document.totalLoadMiles,
    trimp: document.trimp,
  };
}
