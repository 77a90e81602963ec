import type { Ports } from '../ports/ports.ts';
import { changeActivities } from '../use-cases/activities/change-activities.ts';
import { markOutdated } from '../use-cases/coach/mark-outdated.ts';
import { renewPlan } from '../use-cases/coach/renew-plan.ts';
import { takeUpSettings } from '../use-cases/athlete/take-up-settings.ts';
import { handleDocumentEvent } from './document-event.ts';

/**
 * The athlete wrote something, or their numbers changed: make what follows from it agree. From the
 * goal and the numbers follows the plan, and from these and the journal whether today's
 * recommendation still stands.
 */
export function onAthleteData(ports: Ports, event: unknown): Promise<void> {
  return handleDocumentEvent(ports, 'on-athlete-data', event, async (path) => {
    const [users, uid, collection, id, ...more] = path.split('/');
    if (users !== 'users' || !uid || !id || more.length > 0) return;
    if (collection === 'settings' && id === 'athlete') await takeUpSettings(ports, uid);
    if (collection === 'annotations') {
      await changeActivities(ports, uid, [{ kind: 'annotated', activityId: id }]);
    }
    const isGoal = collection === 'settings' && id === 'goal';
    if (isGoal || collection === 'dashboard') await renewPlan(ports, uid);
    if (isGoal || collection === 'dashboard' || collection === 'journal') {
      await markOutdated(ports, uid);
    }
  });
}
