import type { StravaLink } from '@training-monkey/training';
import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Ports } from '../../ports/ports.ts';
import { callStrava } from './call-strava.ts';
import { endLink } from './end-link.ts';

/**
 * Somebody says that an athlete has withdrawn: only Strava's own refusal makes it true. A link that
 * needs reconnecting has had that refusal before; one without scope was ended by ourselves.
 */
export async function confirmDeauthorisation(
  ports: Ports,
  uid: string,
  status: StravaLink['status'],
): Promise<void> {
  if (status === 'deleting' || status === 'missing-scope') return;
  if (status !== 'reconnect-needed' && (await isStillAllowed(ports, uid))) {
    ports.log('WARNING', 'a claimed deauthorisation is not true', { athleteId: uid });
    return;
  }
  await endLink(ports, uid);
}

async function isStillAllowed(ports: Ports, uid: string): Promise<boolean> {
  try {
    await callStrava(ports, { uid, purpose: 'live' }, (api, token) => api.athleteId(token));
    return true;
  } catch (thrown) {
    if (serviceErrorFrom(thrown).code === 'forbidden') return false;
    throw thrown;
  }
}
