import { requestDeletion } from '../../use-cases/account/request-deletion.ts';
import { myData } from '../../use-cases/my-data/my-data.ts';
import { restore, restoreBody } from '../../use-cases/my-data/restore.ts';
import { MAX_BATCH_BYTES } from './activity-routes.ts';
import { athleteRoute } from './api-route.ts';

/** The athlete's rights over the data: to have it, to bring it back, to see it gone. */
export const accountRoutes = [
  athleteRoute({ method: 'GET', path: '/api/my-data' }, (ports, { identity }) =>
    Promise.resolve({
      stream: myData(ports, identity.uid),
      headers: {
        'Content-Type': 'application/zip',
        'Content-Disposition': 'attachment; filename="training-monkey.zip"',
      },
    }),
  ),
  athleteRoute(
    {
      method: 'POST',
      path: '/api/my-data:restore',
      body: restoreBody,
      maxBodyBytes: MAX_BATCH_BYTES,
    },
    async (ports, { identity, body }) => ({ body: await restore(ports, identity.uid, body) }),
  ),
  athleteRoute({ method: 'POST', path: '/api/account:delete' }, async (ports, { identity }) => {
    await requestDeletion(ports, identity);
    return { status: 202, body: { message: 'Your account is being deleted.' } };
  }),
];
