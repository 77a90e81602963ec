import {
  unifiedMetrics,
  yearOf,
  type DashboardDocument,
  type Ledger,
  type LocalDay,
  type UserDocument,
} from '@training-monkey/training';

/** The years whose ledgers `unifiedMetrics` looks at. */
export function dashboardYears(today: LocalDay): number[] {
  return [yearOf(today) - 1, yearOf(today)];
}

/** How the athlete is on a day; `ledgersOf` gives the ledgers of some years. */
export async function dashboardOf(
  user: Pick<UserDocument, 'firstActivityDay' | 'appliedSettings'>,
  today: LocalDay,
  now: string,
  ledgersOf: (years: number[]) => Promise<Ledger[]>,
): Promise<DashboardDocument> {
  const ledgers = await ledgersOf(dashboardYears(today));
  const history = { ledgers, firstDay: user.firstActivityDay };
  return { metrics: unifiedMetrics(history, user.appliedSettings, today), updatedAt: now };
}
