import type { Ports } from '../../ports/ports.ts';
import { stravaStored } from '../../ports/strava-stored.ts';

/** Whether somebody else here has connected a Strava account by now; its events are theirs then. */
export async function isOfAnother(
  ports: Pick<Ports, 'store'>,
  uid: string,
  stravaAthleteId: string,
): Promise<boolean> {
  const owner = await ports.store.get(stravaStored.athlete(stravaAthleteId));
  return owner !== null && owner.uid !== uid;
}
