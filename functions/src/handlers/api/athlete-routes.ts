import { stored } from '../../ports/stored.ts';
import { athleteRoute } from './api-route.ts';

/** The first thing a dashboard calls after signing in: by its answer the athlete's documents exist. */
export const athleteRoutes = [
  athleteRoute({ method: 'POST', path: '/api/athlete' }, async (ports, { identity }) => {
    const user = await ports.store.get(stored.user(identity.uid));
    return { body: { uid: identity.uid, userId: user?.userId, isAdmin: identity.isAdmin } };
  }),
];
