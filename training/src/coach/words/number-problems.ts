import type { CoachDecision } from '../../documents/coach-decision.ts';
import {
  EVIDENCE,
  EVIDENCE_DIGITS,
  type EvidenceId,
  type EvidenceUnit,
} from '../evidence-catalogue.ts';
import type { CitedSentence } from './cited-sentence.ts';
import { evidenceNumber, type Units } from './evidence-text.ts';

/** Names of windows, which are no claims about the athlete. */
const WINDOW_NAMES =
  /\b(?:(?:last|past|previous) (?:7|28|30) days|(?:7|28)-day|(?:7|28|30) days before)\b/gi;

const NUMBER_WORDS =
  /\b(?:zero|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half|third|quarter|twice|thrice|double[ds]?|doubling|triple[ds]?|couple|several)\b/i;

/** Digits that are not 0–9, fractions and the like. */
const STRANGE_DIGITS = /[\p{No}\p{Nl}]|(?![0-9])\p{Nd}/u;

const NUMBER = /(^|[\s(])?(-)?(\d+(?:[.,]\d+)*)\s*(%|[\p{L}]+(?:\/\p{L}+)?)?/gu;

/** Words after a number that say what it is; null for a unit in which nothing here is measured. */
const UNIT_WORDS: [RegExp, EvidenceUnit | null, Units | null][] = [
  [/^(?:mi|miles?)$/i, 'distance', 'imperial'],
  [/^(?:km|kilomet(?:er|re)s?)$/i, 'distance', 'metric'],
  [/^(?:%|percent)$/i, 'fraction', null],
  [/^days?$/i, 'days', null],
  [/^(?:min|mins|minutes?)$/i, 'minutes', null],
  [/^(?:h|hours?)$/i, 'hours', null],
  [/^(?:bpm|beats)$/i, 'bpm', null],
  [/^trimp$/i, 'trimp', null],
  [
    /^(?:k|kg|lbs?|pounds?|w|watts?|m|meters?|metres?|feet|ft|seconds?|s|weeks?|months?|years?|reps?|sets?|x|times|kcal|calories|steps|sessions?|runs?|rides?|workouts?|.*\/.*)$/i,
    null,
    null,
  ],
];

interface Said {
  text: string;
  value: number;
  digits: number;
  unit: string | undefined;
  before: string;
}

function numbersIn(text: string): Said[] {
  const plain = text
    .replace(/\u2212/g, '-')
    .replace(/[\u2010-\u2015]/g, ' ')
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
    .replace(WINDOW_NAMES, ' ');
  return [...plain.matchAll(NUMBER)].map((match) => {
    const [, , minus, digits = '', unit] = match;
    const written = digits.replace(/,(?=\d{3}(?:\D|$))/g, '');
    const [, decimals = ''] = written.split('.');
    return {
      text: match[0].trim(),
      value: Number(written) * (minus === undefined ? 1 : -1),
      digits: decimals.length,
      unit,
      before: plain.slice(0, match.index).toLowerCase(),
    };
  });
}

/** Whether a written number is the value, rounded no further than it is meant to be shown. */
function isRounded(said: Said, value: number, leastDigits: number): boolean {
  if (Math.abs(said.value - value) < 1e-9) return true;
  return (
    said.digits >= leastDigits && Math.abs(said.value - value) <= 0.5 / 10 ** said.digits + 1e-9
  );
}

const RISING = /^(?:more|higher|up|above)\b/;
const FALLING = /^(?:less|lower|fewer|down|below)\b/;

/** Whether a change is told in its own direction, where the words beside it tell one. */
function tellsDirection(said: Said, value: number, after: string): boolean {
  const rises = /\b(?:up|rose|rise|gained|grew|increased?)(?: by)? ?$/.test(said.before);
  const falls = /\b(?:down|fell|fall|lost|dropped|drop|decreased?)(?: by)? ?$/.test(said.before);
  if (RISING.test(after) || rises) return value >= 0;
  if (FALLING.test(after) || falls) return value <= 0;
  return false;
}

function isSupported(
  said: Said,
  id: EvidenceId,
  value: number,
  units: Units,
  text: string,
): boolean {
  const { unit } = EVIDENCE[id];
  const word = said.unit;
  const meant = word === undefined ? undefined : UNIT_WORDS.find(([words]) => words.test(word));
  if (meant !== undefined) {
    const [, kind, system] = meant;
    if (kind !== unit || (system !== null && system !== units)) return false;
  } else if (unit === 'fraction') return false;
  const number = evidenceNumber(id, value, units);
  const digits = EVIDENCE_DIGITS[unit];
  if (!id.endsWith('Change')) return isRounded(said, number, digits);
  const at = text.indexOf(said.text);
  const after = text
    .slice(at + said.text.length)
    .trimStart()
    .toLowerCase();
  if (said.value < 0) return isRounded(said, number, digits);
  return isRounded(said, Math.abs(number), digits) && tellsDirection(said, value, after);
}

/**
 * What is wrong with the numbers of a sentence: numbers that none of its cited evidence supports
 * within rounding and in the right unit, evidence that is not there, numbers in words.
 */
export function numberProblems(
  sentence: CitedSentence,
  evidence: CoachDecision['evidence'],
  units: Units,
): string[] {
  const values = new Map(evidence.map(({ id, value }) => [id, value]));
  const problems: string[] = [];
  for (const id of sentence.metricIds) {
    if (!values.has(id)) problems.push(`${id} is not known and must not be cited`);
  }
  if (STRANGE_DIGITS.test(sentence.text)) problems.push('numbers must be written with 0 to 9');
  const word = NUMBER_WORDS.exec(sentence.text.replace(WINDOW_NAMES, ' '))?.[0];
  if (word !== undefined) problems.push(`“${word}” must be a cited number in digits or left out`);
  for (const said of numbersIn(sentence.text)) {
    const supported = sentence.metricIds.some((id) => {
      const value = values.get(id);
      return value !== undefined && isSupported(said, id, value, units, sentence.text);
    });
    if (!supported) problems.push(`“${said.text}” matches none of the numbers cited with it`);
  }
  return problems;
}
