import type { CoachDecision } from '../../documents/coach-decision.ts';
import type { CoachWords } from '../../documents/coach-words.ts';
import { EVIDENCE, type EvidenceId } from '../evidence-catalogue.ts';
import { evidenceText, type Units } from './evidence-text.ts';

export type CitedSentence = CoachWords['sentences'][number];

/** Writes sentences whose numbers come from a decision's evidence. */
export interface Citing {
  /**
   * A sentence with the numbers named in it and the list of them; null when one of them is unknown,
   * so that a sentence about the unknown is not written at all.
   */
  cite: (parts: TemplateStringsArray, ...ids: EvidenceId[]) => CitedSentence | null;
  valueOf: (id: EvidenceId) => number | null;
}

/** A change is told as a size and a direction, such as “14 % more”. */
function changeText(value: number): string {
  const percent = Math.round(Math.abs(value) * 100);
  if (percent === 0) return 'as much';
  return `${percent} % ${value > 0 ? 'more' : 'less'}`;
}

export function citing(decision: CoachDecision, units: Units): Citing {
  const values = new Map(decision.evidence.map(({ id, value }) => [id, value]));
  const shown = (id: EvidenceId, value: number) =>
    EVIDENCE[id].unit === 'fraction' && id.endsWith('Change')
      ? changeText(value)
      : evidenceText(id, value, units);
  return {
    valueOf: (id) => values.get(id) ?? null,
    cite: (parts, ...ids) => {
      let text = parts[0]!;
      for (const [i, id] of ids.entries()) {
        const value = values.get(id);
        if (value === undefined) return null;
        text += shown(id, value) + parts[i + 1]!;
      }
      return { text, metricIds: [...new Set(ids)] };
    },
  };
}
