import { isDeepStrictEqual } from 'node:util';
import {
  coachDecision,
  rulesWords,
  RULES_VERSION,
  type AthleteSettings,
  type CoachDecision,
  type CoachWords,
  type Fallback,
  type ModelUsage,
} from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import { athleteNotes } from './athlete-notes.ts';
import { reserveTokens, settleTokens } from './coach-budget.ts';
import { COACH_BRIEF } from './coach-brief.ts';
import { coachContext } from './coach-context.ts';
import { modelWords, NO_USAGE } from './model-words.ts';
import { permittedInput } from './permitted-input.ts';
import type { CoachState } from './read-coach-state.ts';

/** Words about a decision, who wrote them, and at what price. */
export interface WrittenWords {
  words: CoachWords;
  modelVersion: string;
  fallback: Fallback | null;
  usage: ModelUsage;
}

/** Fewer characters make a token in English than this, so an estimate is on the safe side. */
const CHARACTERS_PER_TOKEN = 3;
const MOST_CALLS = 2;

/** Words of the rules, and why they speak. */
export function wordsByRules(
  decision: CoachDecision,
  units: AthleteSettings['units'],
  fallback: Fallback,
  usage = NO_USAGE,
): WrittenWords {
  const words = rulesWords(decision, units);
  return { words, modelVersion: RULES_VERSION, fallback, usage };
}

/**
 * Words for a decision: a model's where the athlete opted in, the policy allows it, the budget holds
 * and the words pass every check; otherwise those of the rules. There are always words.
 *
 * While data from Strava may not be used, the request is built from the permitted part of the state
 * alone, and only if that part by itself leads to the same decision.
 */
export async function wordsFor(
  ports: Pick<Ports, 'store' | 'coach' | 'log'>,
  uid: string,
  state: CoachState,
  decision: CoachDecision,
): Promise<WrittenWords> {
  const { units, coach: choices } = state.input.settings;
  const byRules = (fallback: Fallback, usage = NO_USAGE) =>
    wordsByRules(decision, units, fallback, usage);
  if (!choices.modelWords) return byRules('athlete-choice');
  const { coach } = ports;
  if (coach === undefined) return byRules('not-configured');

  const input = coach.mayUseStravaData ? state.input : permittedInput(state.input);
  const permitted = coachDecision(input);
  if (!isDeepStrictEqual(permitted, decision)) return byRules('strava-policy');

  const notes = await athleteNotes(ports, uid, input, coach.mayUseStravaData);
  const context = coachContext(permitted, units, notes);
  const characters = COACH_BRIEF.length + context.length;
  const reserved =
    MOST_CALLS * (Math.ceil(characters / CHARACTERS_PER_TOKEN) + 2 * coach.writer.mostOutputTokens);
  const budget = { tokens: reserved, dailyTokens: coach.dailyTokens };
  if (!(await reserveTokens(ports, uid, state.today, budget))) return byRules('budget');
  const written = await modelWords(coach.writer, permitted, units, context);
  await settleTokens(ports, uid, state.today, { reserved, usage: written.usage });
  if (written.words === null) {
    ports.log('WARNING', 'the coach fell back to its rules', { reason: written.fallback });
    return byRules(written.fallback ?? 'failed', written.usage);
  }
  const { words, usage } = written;
  return { words, modelVersion: coach.writer.model, fallback: null, usage };
}
