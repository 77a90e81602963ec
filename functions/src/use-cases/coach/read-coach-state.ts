import {
  addDays,
  localDayOf,
  plannedToday,
  type CoachInput,
  type JournalDocument,
  type LocalDay,
  type UserDocument,
} from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import { coachStored } from '../../ports/coach-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Store } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';
import { dashboardYears } from '../activities/dashboard-of.ts';

/** An athlete as the coach finds them. */
export interface CoachState {
  user: UserDocument;
  today: LocalDay;
  input: CoachInput;
}

/** Reads all that today's decision rests on. @throws ServiceError `not-found` without such an athlete */
export async function readCoachState(
  ports: { store: Pick<Store, 'get' | 'getAll'>; now: Ports['now'] },
  uid: string,
): Promise<CoachState> {
  const user = await ports.store.get(stored.user(uid));
  if (user === null) throw new ServiceError('not-found', 'There is no such athlete.');
  const settings = user.appliedSettings;
  const today = localDayOf(ports.now().toISOString(), settings.timeZone);
  const years = dashboardYears(today).filter((year) => user.ledgerYears.includes(year));
  const journal = (day: LocalDay): Promise<JournalDocument | null> =>
    ports.store.get(coachStored.journalDay(uid, day));
  const [ledgers, morning, evening, plan] = await Promise.all([
    ports.store.getAll(years.map((year) => stored.ledger(uid, year))),
    journal(today),
    journal(addDays(today, -1)),
    ports.store.get(coachStored.plan(uid)),
  ]);
  return {
    user,
    today,
    input: {
      history: {
        ledgers: ledgers.filter((ledger) => ledger !== null),
        firstDay: user.firstActivityDay,
      },
      settings,
      today,
      journal: { today: morning, yesterday: evening },
      planned: plannedToday(plan, today),
    },
  };
}
