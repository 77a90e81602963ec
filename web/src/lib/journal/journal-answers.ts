import type { JournalDocument } from '@training-monkey/training';

/** A day of the journal; a half without answers is null. */
export type JournalDay = Omit<JournalDocument, 'updatedAt'>;
export type Morning = NonNullable<JournalDay['morning']>;
export type Evening = NonNullable<JournalDay['evening']>;

/** Answers given or, as null, taken back. */
export interface JournalAnswers {
  morning?: Partial<Morning>;
  evening?: Partial<Evening>;
}

const EMPTY_MORNING: Morning = {
  sleepHours: null,
  sleepQuality: null,
  soreness: null,
  restingHr: null,
  hrvMs: null,
  weightLbs: null,
};
const EMPTY_EVENING: Evening = {
  perceivedEffort: null,
  feelingScore: null,
  pain: null,
  notes: null,
};

/** A day with some answers changed. */
export function withAnswers(day: JournalDay | null, answers: JournalAnswers): JournalDay {
  return {
    morning: changedHalf(day?.morning, EMPTY_MORNING, answers.morning),
    evening: changedHalf(day?.evening, EMPTY_EVENING, answers.evening),
  };
}

function changedHalf<Half extends object>(
  half: Half | null | undefined,
  empty: Half,
  answers: Partial<Half> | undefined,
): Half | null {
  const next = { ...empty, ...half, ...answers };
  return Object.values(next).every((answer) => answer === null) ? null : next;
}
