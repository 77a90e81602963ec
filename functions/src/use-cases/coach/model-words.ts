import {
  coachWordsField,
  wordsProblems,
  type AthleteSettings,
  type CoachDecision,
  type CoachWords,
  type Fallback,
  type ModelUsage,
} from '@training-monkey/training';
import type { CoachWriter, WriterTurn } from '../../ports/coach.ts';
import { COACH_BRIEF } from './coach-brief.ts';

/** Words of a model that passed every check, or why there are none. */
export interface ModelWords {
  words: CoachWords | null;
  fallback: Fallback | null;
  usage: ModelUsage;
}

export const NO_USAGE: ModelUsage = {
  calls: 0,
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  costUsd: 0,
};

const MOST_TRIES = 2;
const MOST_PROBLEMS = 12;

type Reading = { words: CoachWords } | { fallback: Fallback; problems: string[] };

function read(text: string, decision: CoachDecision, units: AthleteSettings['units']): Reading {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return { fallback: 'unreadable', problems: ['the answer is not JSON'] };
  }
  const parsed = coachWordsField.safeParse(answer);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    return { fallback: 'unreadable', problems };
  }
  const problems = wordsProblems(parsed.data, decision, units);
  if (problems.length > 0) return { fallback: 'words-rejected', problems };
  return { words: parsed.data };
}

/**
 * Asks the model for words about a decision, checks them, and asks once more with the problems named.
 * Refusal, overload and silence are not asked again.
 */
export async function modelWords(
  writer: CoachWriter,
  decision: CoachDecision,
  units: AthleteSettings['units'],
  context: string,
): Promise<ModelWords> {
  const turns: WriterTurn[] = [{ role: 'user', text: context }];
  let usage = NO_USAGE;
  let fallback: Fallback = 'failed';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await writer.write(COACH_BRIEF, turns);
    usage = { ...usage, calls: usage.calls + 1 };
    if (answer.usage === null) return { words: null, fallback: answer.outcome, usage };
    usage = addUsage(usage, answer.usage, writer.costUsd(answer.usage));
    if (answer.outcome === 'refused') return { words: null, fallback: 'refused', usage };
    const reading: Reading =
      answer.outcome === 'truncated'
        ? { fallback: 'truncated', problems: ['the answer was too long and was cut off'] }
        : read(answer.text, decision, units);
    if ('words' in reading) return { words: reading.words, fallback: null, usage };
    fallback = reading.fallback;
    const named = reading.problems.slice(0, MOST_PROBLEMS).map((problem) => `- ${problem}`);
    turns.push(
      { role: 'assistant', text: answer.text.trim() === '' ? '(empty)' : answer.text },
      { role: 'user', text: `This cannot be shown:\n${named.join('\n')}\nWrite it anew.` },
    );
  }
  return { words: null, fallback, usage };
}

function addUsage(
  to: ModelUsage,
  more: {
    inputTokens: number;
    cacheReadTokens: number;
    cacheWriteTokens: number;
    outputTokens: number;
  },
  costUsd: number | null,
): ModelUsage {
  return {
    calls: to.calls,
    inputTokens: to.inputTokens + more.inputTokens,
    cacheReadTokens: to.cacheReadTokens + more.cacheReadTokens,
    cacheWriteTokens: to.cacheWriteTokens + more.cacheWriteTokens,
    outputTokens: to.outputTokens + more.outputTokens,
    costUsd: to.costUsd === null || costUsd === null ? null : to.costUsd + costUsd,
  };
}
