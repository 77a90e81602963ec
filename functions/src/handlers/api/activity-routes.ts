import {
  importActivities,
  importBody,
  importItem,
} from '../../use-cases/activities/import-activities.ts';
import { removeActivity } from '../../use-cases/activities/remove-activity.ts';
import { ServiceError } from '../../errors/service-error.ts';
import { athleteRoute } from './api-route.ts';

/** Two hundred activities with full histograms are about one million bytes. */
export const MAX_BATCH_BYTES = 4_000_000;

export const activityRoutes = [
  athleteRoute(
    {
      method: 'POST',
      path: '/api/activities:import',
      body: importBody,
      maxBodyBytes: MAX_BATCH_BYTES,
    },
    async (ports, { identity, body }) => ({
      body: { results: await importActivities(ports, identity.uid, 'file', body.activities) },
    }),
  ),
  athleteRoute(
    { method: 'POST', path: '/api/activities', body: importItem.pick({ facts: true }) },
    async (ports, { identity, body }) => {
      const item = { facts: body.facts, fileName: null };
      const [result] = await importActivities(ports, identity.uid, 'manual', [item]);
      if (result?.outcome === 'refused') {
        const reason = result.reason ?? 'is not acceptable';
        throw new ServiceError('invalid-input', reason, { field: reason.split(':')[0] });
      }
      return { status: result?.outcome === 'created' ? 201 : 200, body: result };
    },
  ),
  athleteRoute(
    { method: 'DELETE', path: '/api/activities/{id}' },
    async (ports, { identity, params }) => {
      await removeActivity(ports, identity.uid, params['id'] ?? '');
      return { status: 204 };
    },
  ),
];
