import { isDeepStrictEqual } from 'node:util';
import {
  coachDecision,
  unifiedMetrics,
  type CoachDecision,
  type RecommendationDocument,
} from '@training-monkey/training';
import { coachStored } from '../../ports/coach-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import { readCoachState, type CoachState } from './read-coach-state.ts';
import { wordsByRules, wordsFor, type WrittenWords } from './words-for.ts';

type CoachPorts = Pick<Ports, 'store' | 'now' | 'log' | 'coach'>;

/** The state may change while a model writes; so often its words are asked for. */
const MOST_TRIES = 2;

/**
 * Writes what the coach says today. Unless it is to be `anew`, a recommendation that stands already
 * is left alone, so that the same morning twice gives the same one.
 *
 * What is written rests on the state at that moment: where training came or went while the words
 * were being written, they are thrown away, so that nothing outlives what it was derived from.
 *
 * @returns the recommendation that stands in the end
 */
export async function writeRecommendation(
  ports: CoachPorts,
  uid: string,
  { anew }: { anew: boolean },
): Promise<RecommendationDocument> {
  const startedMs = ports.now().getTime();
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const state = await readCoachState(ports, uid);
    if (!anew) {
      const standing = await ports.store.get(coachStored.recommendation(uid, state.today));
      if (standing !== null) return standing;
    }
    const decision = coachDecision(state.input);
    const written = await wordsFor(ports, uid, state, decision);
    const standing = await put(ports, uid, { anew, startedMs, decision, written });
    if (standing !== null) return standing;
  }
  const standing = await put(ports, uid, { anew, startedMs, decision: null, written: null });
  if (standing === null) throw new RangeError('writeRecommendation requires a decision, got none');
  return standing;
}

interface Draft {
  anew: boolean;
  startedMs: number;
  /** Null to decide, and to word by the rules, at the moment of writing. */
  decision: CoachDecision | null;
  written: WrittenWords | null;
}

/** @returns null when the state has changed since the decision, and nothing was written */
async function put(
  ports: CoachPorts,
  uid: string,
  { anew, startedMs, decision, written }: Draft,
): Promise<RecommendationDocument | null> {
  return ports.store.transact(async (tx) => {
    const state = await readCoachState({ store: tx, now: ports.now }, uid);
    const ref = coachStored.recommendation(uid, state.today);
    const standing = await tx.get(ref);
    if (standing !== null && !anew) return standing;
    const present = coachDecision(state.input);
    if (decision !== null && !isDeepStrictEqual(present, decision)) return null;
    const words = written ?? wordsByRules(present, state.input.settings.units, 'failed');
    const now = ports.now();
    const recommendation: RecommendationDocument = {
      ...numbersOf(state, present),
      ...words,
      recommendationText: [
        `${words.words.headline}.`,
        ...words.words.sentences.map(({ text }) => text),
      ].join(' '),
      processingTimeMs: Math.max(0, now.getTime() - startedMs),
      outdated: false,
      createdAt: standing?.createdAt ?? now.toISOString(),
      updatedAt: now.toISOString(),
    };
    tx.set(ref, recommendation);
    return recommendation;
  });
}

function numbersOf({ input, today }: CoachState, decision: CoachDecision) {
  const metrics = unifiedMetrics(input.history, input.settings, today);
  return {
    generatedDate: today,
    decision,
    confidenceScore: decision.confidence.score,
    recommendationType: decision.category,
    activityCount: metrics.chronicActivityCount,
    latestAcwr: metrics.acuteChronicRatio,
    latestTrimp: metrics.twentyeightDayAvgTrimp > 0 ? metrics.sevenDayTrimp : null,
  };
}
