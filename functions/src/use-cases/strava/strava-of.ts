import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StravaAccess } from '../../ports/strava.ts';

/** Strava, if this installation has an application there. @throws ServiceError `not-found` otherwise */
export function stravaOf(ports: Pick<Ports, 'strava'>): StravaAccess {
  if (ports.strava === undefined) {
    throw new ServiceError('not-found', 'This installation is not set up for Strava.');
  }
  return ports.strava;
}
