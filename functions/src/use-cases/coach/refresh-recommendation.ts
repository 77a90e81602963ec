import type { RecommendationDocument } from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { countRefresh } from './coach-budget.ts';
import { readCoachState } from './read-coach-state.ts';
import { writeRecommendation } from './write-recommendation.ts';

/**
 * Writes today's recommendation anew because the athlete asked, at most five times a day.
 * @throws ServiceError `forbidden` while the coach is switched off, `rate-limited` after five
 */
export async function refreshRecommendation(
  ports: Pick<Ports, 'store' | 'now' | 'log' | 'coach'>,
  uid: string,
): Promise<{ recommendation: RecommendationDocument; refreshesLeft: number }> {
  const state = await readCoachState(ports, uid);
  const { coach, timeZone } = state.input.settings;
  if (!coach.enabled) {
    throw new ServiceError('forbidden', 'You have switched the coach off.');
  }
  const refreshesLeft = await countRefresh(ports, uid, state.today, timeZone);
  const recommendation = await writeRecommendation(ports, uid, { anew: true });
  return { recommendation, refreshesLeft };
}
