import {
  addDays,
  dayInYear,
  ledgerRows,
  type CoachInput,
  type LocalDay,
} from '@training-monkey/training';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';

/** Words of the athlete that go with a decision. */
export interface AthleteNote {
  day: LocalDay;
  about: 'title of a session' | 'evening notes';
  text: string;
}

const DAYS = 3;
const MOST_TITLES = 5;
const MOST_CHARACTERS = 280;

/**
 * What the athlete wrote of late: titles of sessions in the history at hand, and last evening's
 * notes. Titles from Strava stay out unless they are allowed.
 */
export async function athleteNotes(
  ports: Pick<Ports, 'store'>,
  uid: string,
  { history, today, journal }: CoachInput,
  mayUseStravaData: boolean,
): Promise<AthleteNote[]> {
  const from = addDays(today, 1 - DAYS);
  const ids = history.ledgers
    .flatMap((ledger) =>
      ledgerRows(ledger).map((row) => ({
        id: row.activityId,
        day: dayInYear(ledger.year, row.day),
      })),
    )
    .filter(({ day }) => day >= from && day <= today)
    .slice(-MOST_TITLES)
    .map(({ id }) => id);
  const found = await ports.store.getAll(ids.map((id) => stored.activity(uid, id)));
  const notes = found.flatMap((activity): AthleteNote[] =>
    activity === null || (activity.source === 'strava' && !mayUseStravaData)
      ? []
      : [{ day: activity.date, about: 'title of a session', text: shortened(activity.name) }],
  );
  const evening = journal.yesterday?.evening?.notes ?? null;
  if (evening !== null && evening.trim() !== '') {
    notes.push({ day: addDays(today, -1), about: 'evening notes', text: shortened(evening) });
  }
  return notes;
}

function shortened(text: string): string {
  return [...text].slice(0, MOST_CHARACTERS).join('');
}
