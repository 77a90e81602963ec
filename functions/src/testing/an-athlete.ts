import type { AthleteSettings, UserDocument } from '@training-monkey/training';
import { ensureAthlete } from '../use-cases/athlete/ensure-athlete.ts';
import { stored } from '../ports/stored.ts';
import type { Ports } from '../ports/ports.ts';

export const UID = 'anna';

/** An athlete who has just signed up, in UTC unless told otherwise. */
export async function anAthlete(
  ports: Ports,
  { uid = UID, timeZone = 'UTC' } = {},
): Promise<UserDocument> {
  const identity = { uid, email: `${uid}@example.org`, isAdmin: false };
  return (await ensureAthlete(ports, identity, timeZone)).user;
}

/** What the athlete does when saving settings; no event comes of it here. */
export async function saveSettings(
  ports: Ports,
  changes: Partial<AthleteSettings>,
  uid = UID,
): Promise<void> {
  const ref = stored.settings(uid);
  await ports.store.transact(async (tx) => {
    const settings = await tx.get(ref);
    if (settings === null) throw new RangeError('saveSettings requires an athlete, got none');
    tx.set(ref, { ...settings, ...changes });
  });
}
