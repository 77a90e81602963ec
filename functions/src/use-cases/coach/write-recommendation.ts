import {
  coachDecision,
  unifiedMetrics,
  type RecommendationDocument,
} from '@training-monkey/training';
import { coachStored } from '../../ports/coach-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import { markOutdated } from './mark-outdated.ts';
import { readCoachState, type CoachState } from './read-coach-state.ts';
import { wordsFor } from './words-for.ts';

type CoachPorts = Pick<Ports, 'store' | 'now' | 'log' | 'coach'>;

/**
 * Writes what the coach says today. Unless it is to be `anew`, a recommendation that stands already
 * is left alone, so that the same morning twice gives the same one.
 *
 * @returns the recommendation that stands in the end
 */
export async function writeRecommendation(
  ports: CoachPorts,
  uid: string,
  { anew, state }: { anew: boolean; state?: CoachState },
): Promise<RecommendationDocument> {
  const startedMs = ports.now().getTime();
  const found = state ?? (await readCoachState(ports, uid));
  const ref = coachStored.recommendation(uid, found.today);
  if (!anew) {
    const standing = await ports.store.get(ref);
    if (standing !== null) return standing;
  }
  const decision = coachDecision(found.input);
  const { history, settings } = found.input;
  const metrics = unifiedMetrics(history, settings, found.today);
  const written = await wordsFor(ports, uid, found, decision);
  const { words } = written;
  const document = await ports.store.transact(async (tx) => {
    const standing = await tx.get(ref);
    if (standing !== null && !anew) return standing;
    const now = ports.now();
    const recommendation: RecommendationDocument = {
      generatedDate: found.today,
      decision,
      words,
      recommendationText: [`${words.headline}.`, ...words.sentences.map(({ text }) => text)].join(
        ' ',
      ),
      confidenceScore: decision.confidence.score,
      recommendationType: decision.category,
      activityCount: metrics.chronicActivityCount,
      latestAcwr: metrics.acuteChronicRatio,
      latestTrimp: metrics.twentyeightDayAvgTrimp > 0 ? metrics.sevenDayTrimp : null,
      modelVersion: written.modelVersion,
      fallback: written.fallback,
      processingTimeMs: Math.max(0, now.getTime() - startedMs),
      usage: written.usage,
      outdated: false,
      createdAt: standing?.createdAt ?? now.toISOString(),
      updatedAt: now.toISOString(),
    };
    tx.set(ref, recommendation);
    return recommendation;
  });
  // Training may have come in while the words were written.
  return { ...document, outdated: await markOutdated(ports, uid, found.today) };
}
