import type { CoachDecision } from '../../documents/coach-decision.ts';
import type { CoachWords } from '../../documents/coach-words.ts';
import { actionProblems } from './action-problems.ts';
import type { Units } from './evidence-text.ts';
import { languageProblems } from './language-problems.ts';
import { numberProblems } from './number-problems.ts';

/**
 * Everything that is wrong with words about a decision, each problem fit to be told to whoever wrote
 * them; empty when they may be shown. Errs on the side of refusing: there are always other words.
 */
export function wordsProblems(words: CoachWords, decision: CoachDecision, units: Units): string[] {
  return [
    ...actionProblems(words, decision),
    ...numberProblems({ text: words.headline, metricIds: [] }, decision.evidence, units),
    ...words.sentences.flatMap((sentence) => numberProblems(sentence, decision.evidence, units)),
    ...languageProblems(
      words.headline,
      words.sentences.map(({ text }) => text),
    ),
  ];
}
