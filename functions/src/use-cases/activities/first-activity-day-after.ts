import {
  firstCountedDay,
  yearOf,
  type LocalDay,
  type UserDocument,
} from '@training-monkey/training';
import type { LedgerDesk } from './ledger-desk.ts';

/**
 * Day of the athlete's first counted activity after a change; null without one.
 *
 * Years that nobody opened are as they were, so the day known so far tells about them; they are read
 * only where that day itself has gone.
 */
export async function firstActivityDayAfter(
  desk: LedgerDesk,
  user: UserDocument,
): Promise<LocalDay | null> {
  const known = user.firstActivityDay;
  for (const year of desk.years()) {
    if (!desk.isOpen(year)) {
      if (known === null || year < yearOf(known)) continue;
      if (year === yearOf(known)) return known;
      await desk.open([year]);
    }
    const ledger = desk.ledger(year);
    const day = ledger === null ? null : firstCountedDay([ledger]);
    if (day !== null) return day;
  }
  return null;
}
