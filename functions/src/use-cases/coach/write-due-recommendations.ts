import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import type { Ports } from '../../ports/ports.ts';
import type { QueryResult, StoredDocument } from '../../ports/store.ts';
import type { UserDocument } from '@training-monkey/training';
import { stored } from '../../ports/stored.ts';
import { renewPlan } from './renew-plan.ts';
import { writeRecommendation } from './write-recommendation.ts';

const HOUR_MS = 3_600_000;
/** Five in the morning is 19 hours before midnight, but for the days on which the clock changes. */
const MORNING_BEFORE_MIDNIGHT_MS = 19 * HOUR_MS;
/** So long after it a run that was missed is made up for. */
const MAKE_UP_MS = 3 * HOUR_MS;
const PAGE = 100;
const AT_ONCE = 4;

export interface WrittenRecommendations {
  written: number;
  failed: number;
  /** Athletes left for the next run when time was up. */
  isComplete: boolean;
}

/**
 * Writes the recommendations of the athletes whose morning has come, found by their next midnight.
 * Hourly, each athlete comes up three times, and what stands already is left alone.
 */
export async function writeDueRecommendations(
  ports: Pick<Ports, 'store' | 'now' | 'log' | 'coach'>,
  deadline: Date,
): Promise<WrittenRecommendations> {
  const latestMs = ports.now().getTime() + MORNING_BEFORE_MIDNIGHT_MS;
  const outcome: WrittenRecommendations = { written: 0, failed: 0, isComplete: true };
  let startAfter: StoredDocument<unknown> | null = null;
  for (;;) {
    const page: QueryResult<UserDocument> = await ports.store.query(stored.users(), {
      where: [
        ['nextRolloverAt', '>', new Date(latestMs - MAKE_UP_MS).toISOString()],
        ['nextRolloverAt', '<=', new Date(latestMs).toISOString()],
      ],
      orderBy: 'nextRolloverAt',
      limit: PAGE,
      ...(startAfter === null ? {} : { startAfter }),
    });
    const wanted = page.found.filter(
      ({ document }) =>
        document.appliedSettings.coach.enabled && document.firstActivityDay !== null,
    );
    for (let i = 0; i < wanted.length; i += AT_ONCE) {
      if (ports.now() >= deadline) return { ...outcome, isComplete: false };
      const some = wanted.slice(i, i + AT_ONCE).map(({ id }) => writeOne(ports, id));
      for (const isWritten of await Promise.all(some)) {
        if (isWritten) outcome.written += 1;
        else outcome.failed += 1;
      }
    }
    if (page.last === null) return outcome;
    startAfter = page.last;
  }
}

async function writeOne(
  ports: Pick<Ports, 'store' | 'now' | 'log' | 'coach'>,
  uid: string,
): Promise<boolean> {
  try {
    await renewPlan(ports, uid);
    await writeRecommendation(ports, uid, { anew: false });
    return true;
  } catch (thrown) {
    const error = serviceErrorFrom(thrown);
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    ports.log('ERROR', 'writing a recommendation failed', {
      athleteId: uid,
      code: error.code,
      reason,
    });
    return false;
  }
}
