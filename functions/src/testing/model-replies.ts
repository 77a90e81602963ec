import type { CoachWords } from '@training-monkey/training';
import type { MessagesRequest } from './messages-api.ts';

/** What a request told the model about today. */
export interface TodayContext {
  decision: { action: CoachWords['suggestion']['action'] };
  evidence: { id: CoachWords['sentences'][number]['metricIds'][number]; text: string }[];
  allowed: CoachWords['suggestion'];
  athleteNotes: { text: string }[];
}

export function todayIn(request: Pick<MessagesRequest, 'messages'>): TodayContext {
  const json = /<today>\n(.*)\n<\/today>/s.exec(request.messages[0]?.content ?? '')?.[1];
  if (json === undefined)
    throw new RangeError('todayIn requires a request with a context, got none');
  return JSON.parse(json) as TodayContext;
}

/** Words about a context with which nothing is wrong. */
export function goodWords(today: TodayContext): CoachWords {
  const shown = (id: string) => today.evidence.find((known) => known.id === id)?.text;
  const isRest = today.decision.action === 'rest';
  return {
    headline: isRest ? 'Rest today' : 'Keep it gentle today',
    sentences: [
      {
        text: `Your last 7 days weigh ${shown('sevenDayLoad')}, and the week before weighed ${shown('previousSevenDayLoad')}.`,
        metricIds: ['sevenDayLoad', 'previousSevenDayLoad'],
      },
      {
        text: `The load ratio is ${shown('acuteChronicRatio')}, and your band ends at ${shown('acwrHigh')}.`,
        metricIds: ['acuteChronicRatio', 'acwrHigh'],
      },
      isRest
        ? { text: 'Take the day off; a short walk is as far as it should go.', metricIds: [] }
        : {
            text: `Keep it short and gentle: at most ${shown('targetLoadTo')} of load.`,
            metricIds: ['targetLoadTo'],
          },
    ],
    suggestion: { ...today.allowed },
  };
}
