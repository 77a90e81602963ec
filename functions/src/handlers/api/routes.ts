import { accountRoutes } from './account-routes.ts';
import { activityRoutes } from './activity-routes.ts';
import { adminRoutes } from './admin-routes.ts';
import type { ApiRoute } from './api-route.ts';
import { athleteRoutes } from './athlete-routes.ts';
import { coachRoutes } from './coach-routes.ts';
import { healthRoute } from './health-route.ts';
import { stravaRoutes } from './strava-routes.ts';

export const routes: ApiRoute[] = [
  healthRoute,
  ...athleteRoutes,
  ...accountRoutes,
  ...activityRoutes,
  ...stravaRoutes,
  ...coachRoutes,
  ...adminRoutes,
];
