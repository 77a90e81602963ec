import { evidenceText, type AthleteSettings, type CoachDecision } from '@training-monkey/training';
import type { AthleteNote } from './athlete-notes.ts';

const CHANGES = new Set(['loadChange', 'trimpChange']);

function shown(
  id: CoachDecision['evidence'][number]['id'],
  value: number,
  units: 'metric' | 'imperial',
) {
  if (!CHANGES.has(id)) return evidenceText(id, value, units);
  return `${evidenceText(id, Math.abs(value), units)} ${value < 0 ? 'less' : 'more'}`;
}

/** Angle brackets and the like could look like the end of the data. */
function inert(text: string): string {
  return text.replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** The one document that tells the writer about today; no name, no id, nothing but what it needs. */
export function coachContext(
  decision: CoachDecision,
  units: AthleteSettings['units'],
  notes: AthleteNote[],
): string {
  const { action, category, floor, reasons, trainedToday, confidence, target } = decision;
  const document = {
    units,
    decision: { category, action, floor, reasons, trainedToday, confidence: confidence.level },
    evidence: decision.evidence.map(({ id, value }) => ({ id, text: shown(id, value, units) })),
    allowed: {
      action,
      loadMiles: target?.loadMiles ?? null,
      trimp: target?.trimp ?? null,
    },
    athleteNotes: notes,
  };
  return `<today>\n${inert(JSON.stringify(document))}\n</today>`;
}
