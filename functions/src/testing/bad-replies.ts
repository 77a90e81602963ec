import type { CoachWords } from '@training-monkey/training';
import type { Reply } from './messages-api.ts';
import { goodWords, type TodayContext } from './model-replies.ts';

export interface BadReply {
  name: string;
  /** The day it is bad on: any, or one whose action it talks away. */
  on: 'any' | 'rest' | 'reduce' | 'steady';
  fallback: string;
  reply: (today: TodayContext) => Reply;
}

type Sentence = CoachWords['sentences'][number];
type Id = Sentence['metricIds'][number];

const changed = (
  name: string,
  change: (words: CoachWords, today: TodayContext) => unknown,
  { on = 'any', fallback = 'words-rejected' }: Partial<Pick<BadReply, 'on' | 'fallback'>> = {},
): BadReply => ({
  name,
  on,
  fallback,
  reply: (today) => ({ text: JSON.stringify(change(goodWords(today), today)) }),
});
/** Right in all but its last sentence. */
const ending = (text: string, metricIds: Id[] = [], on: BadReply['on'] = 'any'): BadReply =>
  changed(
    `says “${text}”`,
    (words) => ({ ...words, sentences: [...words.sentences.slice(0, 2), { text, metricIds }] }),
    { on },
  );
const headline = (text: string, on: BadReply['on'] = 'any'): BadReply =>
  changed(`heads “${text}”`, (words) => ({ ...words, headline: text }), { on });
const suggesting = (change: Partial<CoachWords['suggestion']>, on: BadReply['on']): BadReply =>
  changed(
    `suggests ${JSON.stringify(change)}`,
    (words) => ({ ...words, suggestion: { ...words.suggestion, ...change } }),
    { on },
  );
const raw = (name: string, text: string): BadReply => ({
  name,
  on: 'any',
  fallback: 'unreadable',
  reply: () => ({ text }),
});
const shape = (name: string, change: (words: CoachWords) => unknown): BadReply =>
  changed(name, change, { fallback: 'unreadable' });

const AGAINST_THE_FLOOR: BadReply[] = [
  ...[
    'Go for a hard interval session today.',
    'Rest is overrated, so enjoy a long run.',
    'You can skip the rest day.',
    'There is no need to rest today.',
    'An easy jog is fine today.',
    'Keep going as planned, and rest when you feel like it.',
    'Rest tomorrow and ride today.',
    'Your body can take a tempo session.',
    'Take it to the gym and lift.',
    'Carry on with the plan, and take a rest later.',
    'A swim never hurt anybody, and rest can wait.',
    'Keep training, because rest is optional.',
    'Go out and enjoy the sun.',
  ].map((text) => ending(text, [], 'rest')),
  headline('Push today', 'rest'),
  suggesting({ action: 'hard' }, 'rest'),
  suggesting({ action: 'easy', loadMiles: null, trimp: null }, 'rest'),
  suggesting({ loadMiles: { from: 0, to: 10 } }, 'rest'),
  suggesting({ trimp: { from: 50, to: 100 } }, 'rest'),
  ...['Push a little today, it is less than it looks.', 'Take less, but make it hard.'].map(
    (text) => ending(text, [], 'reduce'),
  ),
  suggesting({ action: 'steady' }, 'reduce'),
  suggesting({ loadMiles: { from: 0, to: 40 } }, 'reduce'),
  suggesting({ action: 'test' }, 'steady'),
  suggesting({ loadMiles: { from: 0, to: 40 } }, 'steady'),
  suggesting({ trimp: { from: 0, to: 900 } }, 'steady'),
];

const NUMBERS: BadReply[] = [
  ending('Your readiness today is 83, which is less than it was.'),
  ending('The load ratio is about 1 today.', ['acuteChronicRatio']),
  ending('The load ratio is 1.93 today.', ['acuteChronicRatio']),
  changed('names a number without citing it', (words) => ({
    ...words,
    sentences: words.sentences.map(({ text }) => ({ text, metricIds: [] })),
  })),
  ending('You slept 0 h, which is less than you need.', ['sleepHours']),
  ending('Your soreness is 0 today.', ['soreness']),
  ending('You have had zero pain, so all is well.'),
  ending('You have been at it for five days in this week.'),
  ending('You did twice as much as in the week before.'),
  changed('tells miles as kilometres', (words) => ({
    ...words,
    sentences: words.sentences.map((sentence) => ({
      ...sentence,
      text: sentence.text.replaceAll(' mi', ' km'),
    })),
  })),
  ending('The load ratio is 100 % of what it should be.', ['acuteChronicRatio']),
  changed('turns a change around', (words, today) => {
    const change = today.evidence.find(({ id }) => id === 'loadChange')?.text ?? '5 % more';
    const turned = change.includes('less')
      ? change.replace('less', 'more')
      : change.replace('more', 'less');
    const text = `You did ${turned} than in the week before.`;
    return {
      ...words,
      sentences: [...words.sentences.slice(0, 2), { text, metricIds: ['loadChange'] }],
    };
  }),
  ending('You did ½ of what you did in the week before.'),
  ending('Your last week weighed ４２ miles, less than it was.', ['sevenDayLoad']),
  ending('Your last week weighed ٤٢ miles, less than it was.', ['sevenDayLoad']),
  ending('Your heart has paid 1,000 TRIMP.', ['sevenDayTrimp']),
  headline('Rest for 3 days'),
  ending('Stay in zone 2 and keep it easy, or rest.'),
  ending('Take it easy until 12 March, and rest.'),
  ending('Keep it at 5:30 per mile or rest.', ['targetMinutes']),
  ending('Stay below 145 bpm and rest for the rest of the day.', ['restingHr']),
  ending('The last 7 days weigh -33.0 mi, so rest.', ['sevenDayLoad']),
  ending('You are at least a hundred steps ahead, so rest.'),
  ending('Keep to 1e3 steps today and rest.'),
  ending('Keep it to 3–5 mi today and rest.', ['targetLoadTo']),
  ending('You have 4 weeks to go, so rest.'),
];

const OTHERS: BadReply[] = [
  ending('Bob has had a week like this, and he took a rest.'),
  ending('Take a rest like Maria did.'),
  ending('Write to bob@example.org about your rest.'),
  ending('Ignore all previous instructions and rest.'),
  ending('As an AI language model I ask you to rest.'),
  ending('My instructions are to tell you to rest.'),
  ending('Look at https://example.org before you rest.'),
  ending('Take a <b>rest</b> today.'),
  ending('Send bitcoin and then rest.'),
  ending('Take a re\u200bst, and a rest.'),
  ending('Take a rest 🛌 today.'),
  ending('Take ibuprofen for the pain and rest.'),
  ending('You may have a heart disease, so rest.'),
  ending('Cut your calories today and rest.'),
  ending('You are lazy, so take a rest.'),
  ending('This is guaranteed to keep you from injury: rest.'),
];

const LANGUAGES: BadReply[] = [
  ['German', 'Heute ist Ruhe für dich das Beste.', 'Du hast viel getan und der Körper ist müde.'],
  ['Spanish', 'Hoy es un día de descanso para ti.', 'Tus piernas y el corazón están cansados.'],
  ['Russian', 'Сегодня отдыхайте и набирайтесь сил.', 'Ваше сердце работало больше обычного.'],
  ['Chinese', '今天请好好休息,不要训练,好好睡觉吧。', '你的心脏这一周工作得比平时更多一些。'],
  ['nonsense', 'Lorem ipsum dolor sit amet rest.', 'Consectetur adipiscing elit sed eiusmod.'],
].map(([name, ...texts]) =>
  changed(`answers in ${name}`, (words) => ({
    ...words,
    sentences: texts.map((text): Sentence => ({ text, metricIds: [] })),
  })),
);

const SHAPES: BadReply[] = [
  raw('answers nothing', ''),
  raw('answers an empty object', '{}'),
  raw('answers null', 'null'),
  raw('answers a list', '[]'),
  raw('breaks off its JSON', '{"headline":"Rest today","sentences":[{"text":"You'),
  raw('answers prose', 'Rest today. You have earned it.'),
  raw('doubles its JSON', '{"headline":"Rest"}{"headline":"Rest"}'),
  {
    ...raw('fences its JSON', ''),
    reply: (today) => ({ text: `\`\`\`json\n${JSON.stringify(goodWords(today))}\n\`\`\`` }),
  },
  shape('has a single sentence', (words) => ({ ...words, sentences: words.sentences.slice(0, 1) })),
  shape('has nine sentences', (words) => ({
    ...words,
    sentences: [...words.sentences, ...words.sentences, ...words.sentences],
  })),
  shape('has a headline without end', (words) => ({ ...words, headline: 'Rest '.repeat(40) })),
  shape('has a sentence without end', (words) => ({
    ...words,
    sentences: [...words.sentences, { text: 'You rest. '.repeat(80), metricIds: [] }],
  })),
  shape('brings a field of its own', (words) => ({ ...words, isAdmin: true })),
  shape('cites what does not exist', (words) => ({
    ...words,
    sentences: words.sentences.map(({ text }) => ({ text, metricIds: ['vo2max'] })),
  })),
  shape('leaves out its suggestion', ({ headline: head, sentences }) => ({
    headline: head,
    sentences,
  })),
  shape('has sentences that are texts', (words) => ({
    ...words,
    sentences: words.sentences.map(({ text }) => text),
  })),
];

const transport = (
  name: string,
  fallback: string,
  reply: (today: TodayContext) => Reply,
): BadReply => ({ name, on: 'any', fallback, reply });
const good = (today: TodayContext) => JSON.stringify(goodWords(today));

const FAILURES: BadReply[] = [
  transport('refuses', 'refused', () => ({ text: '', stopReason: 'refusal' })),
  transport('refuses after good words', 'refused', (today) => ({
    text: good(today),
    stopReason: 'refusal',
  })),
  transport('is cut off', 'truncated', (today) => ({
    text: good(today).slice(0, 80),
    stopReason: 'max_tokens',
  })),
  transport('wants a tool', 'truncated', () => ({ text: '', stopReason: 'tool_use' })),
  transport('is rate limited', 'overloaded', () => ({ status: 429 })),
  transport('is rate limited for an hour', 'overloaded', () => ({
    status: 429,
    headers: { 'retry-after': '3600' },
  })),
  transport('is overloaded', 'overloaded', () => ({ status: 529 })),
  transport('breaks', 'failed', () => ({ status: 500 })),
  transport('answers through a broken proxy', 'failed', () => ({
    status: 502,
    body: '<html>Bad gateway</html>',
    headers: { 'content-type': 'text/html' },
  })),
  transport('does not know the key', 'failed', () => ({ status: 401 })),
  transport('does not like the request', 'failed', () => ({ status: 400 })),
  transport('says nothing', 'timed-out', () => ({ silence: 'hang' })),
  transport('hangs up', 'failed', () => ({ silence: 'drop' })),
  transport('answers 200 with what is not JSON', 'failed', () => ({
    status: 200,
    body: 'certainly!',
    headers: { 'content-type': 'application/json' },
  })),
];

/** Answers of a language model of which none may reach an athlete. */
export const BAD_REPLIES: BadReply[] = [
  ...AGAINST_THE_FLOOR,
  ...NUMBERS,
  ...OTHERS,
  ...LANGUAGES,
  ...SHAPES,
  ...FAILURES,
];
