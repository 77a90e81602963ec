import type { Ports } from '../ports/ports.ts';
import { changeActivities } from '../use-cases/activities/change-activities.ts';
import { takeUpSettings } from '../use-cases/athlete/take-up-settings.ts';
import { handleDocumentEvent } from './document-event.ts';

/** The athlete wrote something: make what follows from it agree. Nothing follows from the journal. */
export function onAthleteData(ports: Ports, event: unknown): Promise<void> {
  return handleDocumentEvent(ports, 'on-athlete-data', event, async (path) => {
    const [users, uid, collection, id, ...more] = path.split('/');
    if (users !== 'users' || !uid || !id || more.length > 0) return;
    if (collection === 'settings' && id === 'athlete') await takeUpSettings(ports, uid);
    if (collection === 'annotations') {
      await changeActivities(ports, uid, [{ kind: 'rescore', activityId: id }]);
    }
  });
}
