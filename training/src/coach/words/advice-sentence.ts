import type { CoachDecision } from '../../documents/coach-decision.ts';
import type { SportFamily } from '../../sport/sport-family.ts';
import type { CitedSentence, Citing } from './cited-sentence.ts';

const DOING: Record<SportFamily, string> = {
  foot: 'on foot',
  cycling: 'on the bike',
  swimming: 'in the water',
  rowing: 'on the rower',
  skiTouring: 'on skis',
  strength: 'of strength work',
  other: 'of your usual sport',
};

const OPENINGS = {
  reduce: 'Keep it short and gentle',
  easy: 'Keep it easy',
  steady: 'A steady effort fits',
  hard: 'You can work hard',
  test: 'You can test yourself',
} as const;

const plain = (text: string): CitedSentence => ({ text, metricIds: [] });

/** What to do today, with loads and time where they are known. */
export function adviceSentence(decision: CoachDecision, { cite }: Citing): CitedSentence {
  const { action, target } = decision;
  if (action === 'rest') {
    return decision.trainedToday
      ? plain('Leave it at that and let it settle.')
      : plain('Take the day off; a short walk is as far as it should go.');
  }
  const opening = OPENINGS[action];
  const loads =
    cite`at most ${'targetLoadTo'} of load and ${'targetTrimpTo'}` ??
    cite`at most ${'targetLoadTo'} of load` ??
    cite`at most ${'targetTrimpTo'}`;
  if (loads === null) return plain(`${opening}, and let how you feel decide how long.`);
  const time = cite`, about ${'targetMinutes'}`;
  const family = target?.minutes[0]?.family;
  const timeText = time && family ? `${time.text} ${DOING[family]}` : '';
  return {
    text: `${opening}: ${loads.text}${timeText}.`,
    metricIds: [...loads.metricIds, ...(time?.metricIds ?? [])],
  };
}
