import { documentPaths, type JournalDocument, type LocalDay } from '@training-monkey/training';
import { doc, setDoc } from 'firebase/firestore';
import type { AthleteRecord } from '../athlete/athlete-record.svelte.ts';

/** Writes a day of the journal; offline it is kept and sent later, and the promise waits for that. */
export function saveJournal(
  record: AthleteRecord,
  day: LocalDay,
  entry: Omit<JournalDocument, 'updatedAt'>,
): Promise<void> {
  const path = documentPaths.journalDay(record.uid, day);
  return setDoc(doc(record.firestore, path), {
    morning: entry.morning,
    evening: entry.evening,
    updatedAt: new Date().toISOString(),
  });
}
