/** Words that every English text is full of; hardly any of them is a word elsewhere. */
const ENGLISH =
  /\b(?:the|you|your|of|and|to|is|are|was|for|with|this|that|it|than|what|today|more|less|at|on|keep|take|has|have|last|days|week|from|by|as|so|stay|let|not)\b/gi;
const LEAST_ENGLISH = 0.18;

const FOREIGN =
  /\b(?:der|die|das|und|ist|nicht|heute|eine?|mit|für|le|les|des|est|vous|votre|avec|pour|aujourd|el|los|las|que|hoy|con|para|una|il|oggi|con|della|sono|não|você|hoje|uma|dzi[sś]|het|een|vandaag|niet)\b/gi;

/** Capital letters in the middle of a sentence belong to names, except these. */
const CAPITALS = new Set([
  'TRIMP',
  'ACWR',
  'HR',
  'I',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
]);
for (const day of ['Friday', 'Saturday', 'Sunday']) CAPITALS.add(day);

/** With what a sentence may begin. A sentence about somebody begins with a name. */
const OPENERS = new Set(
  `a about above across after again all although also an and any anything as at avoid aim back balance
  band be because before below better between both build but by carry choose coming consider cut day days
  despite divergence do done during each ease easy effort enjoy even every expect external feel finish
  fit fitness for from fresh freshness gentle give given go going good great hard hardly has have heart heavy
  high higher hold how however if in instead internal it just keep last later leave legs less let light
  like listen little load long look low lower make matched may miles moderate monotony more most move
  much need no nobody not nothing now of off on once only or other otherwise over pain past perhaps plan
  planned power prefer pull push put quality quite rather ratio ready recent recover recovering recovery
  reduce reduced relax rest restful resting room run running save send set shorten short shorter simply since
  sleep slow small so soft some sore soreness spend spread start stay steady still stop strain stress
  strong swap take test that the then there these they this those though time to today tomorrow too
  top total train training treat trim trust try under unless until up use walk warm watch week well what
  when where whether which while wind with within work working yes yesterday yet you your trimp
  acwr coverage absorb`
    .split(/\s+/)
    .filter((word) => word.length > 0),
);

const OFF_TOPIC =
  /\b(?:ibuprofen|aspirin|paracetamol|painkillers?|medic\w*|drugs?|doping|steroids?|epo|dos(?:e|age)|pills?|supplements?|caffeine|alcohol|beer|wine|diet\w*|calor\w*|carb\w*|protein|fast(?:ing|ed)|lose weight|weight loss|diagnos\w*|disease|illness|heart attack|cancer|surgery|cure|prescri\w*|stocks?|crypto|bitcoin|invest\w*|bet(?:s|ting)?|politic\w*|elections?|vote|religio\w*|buy|discount|sponsor\w*|subscribe|password|tokens?|api|prompt|instructions?|system message|language model|as an ai|assistant|anthropic|claude|ignore|override|developer mode|jailbreak\w*|guarantee\w*|100 %|kill|suicid\w*|worthless|lazy|stupid|pathetic|fat|shame)\b/i;

const MARKUP =
  /https?:|www\.|[<>{}[\]`|\\^~_*#=@]|\p{Extended_Pictographic}|[\u200b-\u200f\u202a-\u202e\u2060-\u2069]/u;

function nameIn(text: string): string | null {
  for (const sentence of text.split(/(?<=[.!?:;])\s+/)) {
    const words = sentence.match(/[\p{L}’']+/gu) ?? [];
    for (const [i, word] of words.entries()) {
      if (i === 0) {
        const first = word.toLowerCase().replace(/[’'].*$/, '');
        if (!OPENERS.has(first)) return word;
      } else if (/^\p{Lu}/u.test(word) && !CAPITALS.has(word)) return word;
    }
  }
  return null;
}

/**
 * What is wrong with the language of a text: not English, names, advice outside training, markup,
 * talk about its own making.
 */
export function languageProblems(headline: string, sentences: readonly string[]): string[] {
  const texts = [headline, ...sentences];
  const all = texts.join(' ');
  const problems: string[] = [];
  const words = all.match(/\p{L}+/gu) ?? [];
  const share = (all.match(ENGLISH)?.length ?? 0) / Math.max(1, words.length);
  const isForeign =
    (all.match(FOREIGN)?.length ?? 0) > 1 ||
    /[^\p{Script=Latin}\p{P}\p{S}\p{N}\p{Z}\p{M}]/u.test(all);
  if (share < LEAST_ENGLISH || isForeign) problems.push('the text must be English');
  const offTopic = OFF_TOPIC.exec(all)?.[0];
  if (offTopic !== undefined) problems.push(`“${offTopic}” is outside training advice`);
  if (MARKUP.test(all)) problems.push('the text must be plain sentences without markup');
  for (const text of texts) {
    const name = nameIn(text);
    if (name !== null) problems.push(`“${name}” reads like a name or an odd beginning`);
  }
  return problems;
}
