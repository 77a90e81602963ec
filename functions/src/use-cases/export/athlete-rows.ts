import {
  addDays,
  dailyMetrics,
  dayInYear,
  localDayOf,
  thresholdSetFor,
  type Ledger,
  type LocalDay,
  type UserDocument,
} from '@training-monkey/training';
import type { AthleteRows } from '../../ports/mirror-rows.ts';
import { activityNumber } from './activity-number.ts';
import { restDayRow } from './rest-day-row.ts';

/** All of an athlete's rows but those of activities and recommendations: what ledgers and settings give. */
export function athleteRows(
  uid: string,
  user: UserDocument,
  ledgers: Ledger[],
  now: Date,
): Omit<AthleteRows, 'readThrough' | 'activities' | 'recommendations'> {
  const settings = user.appliedSettings;
  const today = localDayOf(now.toISOString(), settings.timeZone);
  const history = { ledgers, firstDay: user.firstActivityDay };
  const days = dailyMetrics(history, settings, { to: laterOf(today, lastDay(ledgers)) });
  const yesterday = addDays(today, -1);
  const { restingHr, maxHr, gender } = thresholdSetFor(settings.thresholds, today);
  return {
    uid,
    user: {
      id: user.userId,
      email: user.email,
      isAdmin: user.isAdmin,
      restingHr,
      maxHr,
      gender,
      stravaAthleteId: user.strava?.athleteId ?? null,
      createdAt: user.createdAt,
      updatedAt: user.updatedAt,
    },
    asOf: today,
    footFeetPerMile: settings.footFeetPerMile,
    rescoring: user.rescore !== null,
    thresholds: settings.thresholds,
    activityIds: ledgers.flatMap(({ activityIds }) =>
      activityIds.map((activityId) => activityNumber(uid, activityId)),
    ),
    days,
    restDays: days
      .filter(({ day, sessions }) => sessions === 0 && day <= yesterday)
      .map(({ day }) => restDayRow(day, user.userId)),
  };
}

/** Somebody who travels east may train tomorrow already. */
function lastDay(ledgers: Ledger[]): LocalDay | null {
  const days = ledgers.flatMap(({ year, days: numbers }) => {
    const last = numbers.at(-1);
    return last === undefined ? [] : [dayInYear(year, last)];
  });
  return days.sort().at(-1) ?? null;
}

function laterOf(a: LocalDay, b: LocalDay | null): LocalDay {
  return b !== null && b > a ? b : a;
}
