import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { newConsentState } from './consent-state.ts';
import { stravaOf } from './strava-of.ts';

/** Asked for: activities, those only the athlete can see included. No profile, nothing to write. */
const SCOPE = 'read,activity:read,activity:read_all';

/** Where Strava sends the athlete back to. */
export const CALLBACK_PATH = '/api/strava/callback';

/** Where to send an athlete to allow access, and what their browser has to bring back. */
export async function startConnecting(
  ports: Ports,
  uid: string,
): Promise<{ authorizeUrl: string; browserSecret: string }> {
  const { api, publicBaseUrl } = stravaOf(ports);
  const user = await ports.store.get(stored.user(uid));
  if (user?.strava?.status === 'deleting') {
    const message = 'What came from your earlier connection is still being removed.';
    throw new ServiceError('conflict', message);
  }
  const { state, browserSecret } = await newConsentState(ports, uid);
  const redirectUri = `${publicBaseUrl}${CALLBACK_PATH}`;
  return { authorizeUrl: api.authorizeUrl({ redirectUri, scope: SCOPE, state }), browserSecret };
}
