import type { Ports } from '../ports/ports.ts';
import { changeActivities } from '../use-cases/activities/change-activities.ts';
import { markOutdated } from '../use-cases/coach/mark-outdated.ts';
import { markAnnotation } from '../use-cases/export/mark-annotation.ts';
import { takeUpSettings } from '../use-cases/athlete/take-up-settings.ts';
import { handleDocumentEvent } from './document-event.ts';

/**
 * The athlete wrote something, or their numbers changed: make what follows from it agree. From the
 * journal and the numbers only follows whether today's recommendation still stands.
 */
export function onAthleteData(ports: Ports, event: unknown): Promise<void> {
  return handleDocumentEvent(ports, 'on-athlete-data', event, async (path) => {
    const [users, uid, collection, id, ...more] = path.split('/');
    if (users !== 'users' || !uid || !id || more.length > 0) return;
    if (collection === 'settings' && id === 'athlete') await takeUpSettings(ports, uid);
    if (collection === 'annotations') {
      await changeActivities(ports, uid, [{ kind: 'rescore', activityId: id }]);
      await markAnnotation(ports, uid, id);
    }
    if (collection === 'journal' || collection === 'dashboard') await markOutdated(ports, uid);
  });
}
