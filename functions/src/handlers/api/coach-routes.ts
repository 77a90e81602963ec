import { refreshRecommendation } from '../../use-cases/coach/refresh-recommendation.ts';
import { athleteRoute } from './api-route.ts';

export const coachRoutes = [
  athleteRoute({ method: 'POST', path: '/api/coach/refresh' }, async (ports, { identity }) => ({
    body: await refreshRecommendation(ports, identity.uid),
  })),
];
