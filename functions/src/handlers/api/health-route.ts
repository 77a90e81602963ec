import { publicRoute } from './api-route.ts';

export const healthRoute = publicRoute({ method: 'GET', path: '/api/health' }, () =>
  Promise.resolve({ body: { status: 'ok' } }),
);
