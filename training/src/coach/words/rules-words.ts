import type { CoachDecision } from '../../documents/coach-decision.ts';
import type { CoachWords } from '../../documents/coach-words.ts';
import type { CoachAction } from '../coach-action.ts';
import { adviceSentence } from './advice-sentence.ts';
import { citing, type CitedSentence, type Citing } from './cited-sentence.ts';
import type { Units } from './evidence-text.ts';
import { reasonSentence } from './reason-sentence.ts';

/** Version of these sentences, stored with each recommendation. */
export const RULES_VERSION = 'rules-1';

const MOST_SENTENCES = 5;
const MOST_REASONS = 2;

const HEADLINES: Record<CoachAction, string> = {
  rest: 'Rest today',
  reduce: 'Do less today',
  easy: 'Keep it easy today',
  steady: 'A steady day',
  hard: 'Room for a hard day',
  test: 'A day to test yourself',
};

const plain = (text: string): CitedSentence => ({ text, metricIds: [] });

/** This week against the week before. */
function changeSentence({ cite }: Citing): CitedSentence | null {
  return (
    cite`The last 7 days weigh ${'sevenDayLoad'} and ${'sevenDayTrimp'}: ${'loadChange'} load and ${'trimpChange'} TRIMP, compared with the week before.` ??
    cite`The last 7 days weigh ${'sevenDayLoad'}: ${'loadChange'}, compared with the week before.` ??
    cite`The last 7 days weigh ${'sevenDayLoad'} and ${'sevenDayTrimp'}.` ??
    cite`The last 7 days weigh ${'sevenDayLoad'}.`
  );
}

/** Bounds worth knowing before a session that is not cut short anyway. */
function limitSentences(decision: CoachDecision, { cite }: Citing): (CitedSentence | null)[] {
  if (decision.action === 'rest' || decision.action === 'reduce') return [];
  const runs = decision.target?.minutes[0]?.family === 'foot';
  return [
    decision.reasons.includes('little-room')
      ? null
      : (cite`Your band holds up to ${'mostLoadMiles'} of load and ${'mostTrimp'} for the whole day.` ??
        cite`Your band holds up to ${'mostLoadMiles'} of load for the whole day.`),
    runs
      ? cite`No single run beyond ${'longestRunMiles'}: the longest of the 30 days before was ${'longestRunMilesBefore'}.`
      : null,
  ];
}

function confidenceSentence(decision: CoachDecision, { cite }: Citing): CitedSentence | null {
  if (decision.confidence.level !== 'low') return null;
  const { reasons } = decision.confidence;
  if (reasons.includes('low-coverage') && !decision.reasons.includes('cannot-tell')) {
    return cite`Take this with care: heart rate covers ${'coverageChronic'} of the last 28 days.`;
  }
  return plain('Take this with care: little is known about you yet.');
}

/**
 * A decision in two to five sentences, without a language model: why, what changed, what to do, the
 * bounds, and how sure. Every number is the athlete's own and listed with its sentence.
 */
export function rulesWords(decision: CoachDecision, units: Units): CoachWords {
  const cites = citing(decision, units);
  const reasons = decision.reasons
    .map((reason) => reasonSentence(reason, decision, cites))
    .filter((sentence) => sentence !== null)
    .slice(0, MOST_REASONS);
  const why =
    reasons.length > 0 ? reasons : [plain('Nothing in your numbers asks for more or less today.')];
  const change = changeSentence(cites);
  const sentences = [
    ...why,
    change,
    adviceSentence(decision, cites),
    confidenceSentence(decision, cites),
    ...limitSentences(decision, cites),
  ].filter((sentence) => sentence !== null);
  const isDone = decision.action === 'rest' && decision.trainedToday;
  return {
    headline: isDone ? 'Done for today' : HEADLINES[decision.action],
    sentences: sentences.slice(0, MOST_SENTENCES),
    suggestion: {
      action: decision.action,
      loadMiles: decision.target?.loadMiles ?? null,
      trimp: decision.target?.trimp ?? null,
    },
  };
}
