import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { rebuildLedgers } from '../activities/rebuild-ledgers.ts';
import { takeUpSettings } from '../athlete/take-up-settings.ts';
import { runInboxItem } from '../inbox/run-inbox-item.ts';

const POLL_MS = 500;
const MAX_ROUNDS = 1200;

/**
 * Makes everything derived of one athlete anew: ledgers from what is stored, then every score with
 * present settings and formulas, then ledgers once more as proof. Where the functions have taken up
 * the work themselves it waits for them, `pause` by `pause`.
 *
 * @returns the years whose ledgers were wrong before, and how many activities were scored
 */
export async function rebuildAthlete(
  ports: Ports,
  uid: string,
  pause: (ms: number) => Promise<unknown>,
): Promise<{ repairedYears: number[]; rescored: number }> {
  const { repairedYears } = await rebuildLedgers(ports, uid);
  const { rescoring } = await takeUpSettings(ports, uid, { everything: true });
  for (let round = 0; await isRescoring(ports, uid); round += 1) {
    if (round === MAX_ROUNDS) throw new ServiceError('conflict', 'The rescore does not end.');
    const outcome = await runInboxItem(ports, `rescore-${uid}`);
    if (outcome.state !== 'settled') await pause(POLL_MS);
  }
  const after = await rebuildLedgers(ports, uid);
  if (after.repairedYears.length > 0) {
    const years = after.repairedYears.join(', ');
    throw new ServiceError('internal', `Ledgers of ${years} changed while they were rebuilt.`);
  }
  return { repairedYears, rescored: rescoring };
}

async function isRescoring(ports: Pick<Ports, 'store'>, uid: string): Promise<boolean> {
  const user = await ports.store.get(stored.user(uid));
  return user !== null && user.rescore !== null;
}
