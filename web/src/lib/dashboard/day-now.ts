import { localDayOf, type LocalDay } from '@training-monkey/training';

/** The present day in a time zone. */
export function dayNow(timeZone: string): LocalDay {
  return localDayOf(new Date().toISOString(), timeZone);
}
