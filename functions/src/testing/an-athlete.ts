import type { AthleteSettings, UserDocument } from '@training-monkey/training';
import { ensureAthlete } from '../use-cases/athlete/ensure-athlete.ts';
import { stored } from '../ports/stored.ts';
import type { MemoryPorts } from './memory-ports.ts';

export const UID = 'anna';

/** An athlete who has just signed up, in UTC unless told otherwise. */
export async function anAthlete(
  ports: MemoryPorts,
  { uid = UID, timeZone = 'UTC' } = {},
): Promise<UserDocument> {
  const identity = { uid, email: `${uid}@example.org`, isAdmin: false };
  return (await ensureAthlete(ports, identity, timeZone)).user;
}

/** What the athlete does when saving settings; no event comes of it here. */
export async function saveSettings(
  ports: MemoryPorts,
  changes: Partial<AthleteSettings>,
  uid = UID,
): Promise<void> {
  const ref = stored.settings(uid);
  const settings = await ports.store.get(ref);
  if (settings === null) throw new RangeError('saveSettings requires an athlete, got none');
  ports.store.put(ref.path, ref.schema.parse({ ...settings, ...changes }));
}
