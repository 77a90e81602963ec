import { documentPaths, type LocalDay } from '@training-monkey/training';
import type { AthleteRecord } from '../athlete/athlete-record.svelte.ts';
import type { JournalAnswers } from './journal-answers.ts';

/** Writes some answers of a day; offline they are kept and sent later, and the promise waits for that. */
export function saveJournal(
  record: AthleteRecord,
  day: LocalDay,
  answers: JournalAnswers,
): Promise<void> {
  return record.writes.merge(documentPaths.journalDay(record.uid, day), answers);
}
