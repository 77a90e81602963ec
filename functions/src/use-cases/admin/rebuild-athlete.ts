import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';
import { rebuildLedgers } from '../activities/rebuild-ledgers.ts';
import { takeUpSettings } from '../athlete/take-up-settings.ts';
import { runInboxItem } from '../inbox/run-inbox-item.ts';

const MAX_ROUNDS = 1000;

/**
 * Makes everything derived of one athlete anew: ledgers from what is stored, then every score with
 * present settings and formulas, then ledgers once more as proof.
 *
 * @returns the years whose ledgers were wrong before, and how many activities were scored
 */
export async function rebuildAthlete(
  ports: Ports,
  uid: string,
): Promise<{ repairedYears: number[]; rescored: number }> {
  const { repairedYears } = await rebuildLedgers(ports, uid);
  const { rescoring } = await takeUpSettings(ports, uid, { everything: true });
  for (let round = 0; ; round += 1) {
    const user = await ports.store.get(stored.user(uid));
    if ((user?.rescore ?? null) === null) break;
    const outcome = await runInboxItem(ports, `rescore-${uid}`);
    if (outcome.state === 'waiting' || round === MAX_ROUNDS) {
      throw new ServiceError('conflict', 'A rescore is under way; try again when it is done.');
    }
  }
  const after = await rebuildLedgers(ports, uid);
  if (after.repairedYears.length > 0) {
    const years = after.repairedYears.join(', ');
    throw new ServiceError('internal', `Ledgers of ${years} changed while they were rebuilt.`);
  }
  return { repairedYears, rescored: rescoring };
}
