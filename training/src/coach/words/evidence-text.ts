import type { AthleteSettings } from '../../documents/athlete-settings.ts';
import { EVIDENCE, EVIDENCE_DIGITS, type EvidenceId } from '../evidence-catalogue.ts';

export type Units = AthleteSettings['units'];

const KM_PER_MILE = 1.609344;

/** A number of the evidence in the unit in which the athlete reads it; shares as per cent. */
export function evidenceNumber(id: EvidenceId, value: number, units: Units): number {
  const { unit } = EVIDENCE[id];
  if (unit === 'distance' && units === 'metric') return value * KM_PER_MILE;
  return unit === 'fraction' ? value * 100 : value;
}

/**
 * A number of the evidence as a sentence shows it, with its unit and a true minus sign.
 * @example evidenceText('sevenDayLoad', 26.25, 'metric') // '42.2 km'
 */
export function evidenceText(id: EvidenceId, value: number, units: Units): string {
  const { unit } = EVIDENCE[id];
  const number = evidenceNumber(id, value, units);
  const digits = EVIDENCE_DIGITS[unit];
  const rounded = Math.abs(number).toFixed(digits);
  const text = number < 0 && Number(rounded) !== 0 ? `−${rounded}` : rounded;
  switch (unit) {
    case 'distance':
      return `${text} ${units === 'metric' ? 'km' : 'mi'}`;
    case 'trimp':
      return `${text} TRIMP`;
    case 'days':
      return `${text} ${text === '1' ? 'day' : 'days'}`;
    case 'fraction':
      return `${text} %`;
    case 'minutes':
      return `${text} min`;
    case 'hours':
      return `${text} h`;
    case 'bpm':
      return `${text} bpm`;
    case 'ratio':
    case 'divergence':
    case 'score':
      return text;
  }
}
