import { journalDocument, type JournalDocument } from '@training-monkey/training';

/** A day of the journal; a half without answers is null. */
export type JournalDay = Omit<JournalDocument, 'updatedAt'>;
export type Morning = NonNullable<JournalDay['morning']>;
export type Evening = NonNullable<JournalDay['evening']>;

/** Answers given or, as null, taken back. */
export interface JournalAnswers {
  morning?: Partial<Morning>;
  evening?: Partial<Evening>;
}

const journalDay = journalDocument.omit({ updatedAt: true });

/** A day with some answers changed. */
export function withAnswers(day: JournalDay | null, answers: JournalAnswers): JournalDay {
  return journalDay.parse({
    morning: { ...day?.morning, ...answers.morning },
    evening: { ...day?.evening, ...answers.evening },
  });
}
