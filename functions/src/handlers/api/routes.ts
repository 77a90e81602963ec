import { activityRoutes } from './activity-routes.ts';
import type { ApiRoute } from './api-route.ts';
import { athleteRoutes } from './athlete-routes.ts';
import { healthRoute } from './health-route.ts';

export const routes: ApiRoute[] = [healthRoute, ...athleteRoutes, ...activityRoutes];
