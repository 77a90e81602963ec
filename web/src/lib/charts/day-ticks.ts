import { dayFromOrdinal, dayOrdinal, localDay } from '@training-monkey/training';
import { ordinalText } from '../format/days.ts';

export interface DayTick {
  ordinal: number;
  label: string;
}

/** 0001-01-01, ordinal 1, was a Monday. */
const isMonday = (ordinal: number) => ordinal % 7 === 1;

/**
 * Where a time axis gets labels: single days, Mondays, months or years, as many as fit.
 *
 * @param from first day shown, as an ordinal
 * @param to last day shown, as an ordinal
 * @param room how many labels fit
 */
export function dayTicks(from: number, to: number, room: number): DayTick[] {
  const days = to - from + 1;
  if (days <= 45) {
    const all = Array.from({ length: days }, (_, i) => from + i);
    const candidates = days <= 16 ? all : all.filter(isMonday);
    const weekday = (ordinal: number) =>
      days <= 7
        ? ordinalText(ordinal).slice(0, 3)
        : ordinalText(ordinal, 'short').replace(/^\S+ /, '');
    return thinned(candidates, room).map((ordinal) => ({ ordinal, label: weekday(ordinal) }));
  }
  const months = monthStarts(from, to);
  if (months.length <= room * 3 && days <= 800) {
    return thinned(months, room).map((ordinal) => ({
      ordinal,
      label: ordinalText(ordinal, 'month'),
    }));
  }
  const years = months.filter((ordinal) => dayFromOrdinal(ordinal).slice(5) === '01-01');
  return thinned(years, room).map((ordinal) => ({
    ordinal,
    label: dayFromOrdinal(ordinal).slice(0, 4),
  }));
}

function monthStarts(from: number, to: number): number[] {
  const starts: number[] = [];
  let [year, month] = dayFromOrdinal(from).split('-').map(Number) as [number, number];
  for (;;) {
    const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
    const ordinal = dayOrdinal(localDay(text));
    if (ordinal > to) return starts;
    if (ordinal >= from) starts.push(ordinal);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}

/** Every n-th of the list, so that at most `room` remain, the last one kept in step. */
function thinned(list: number[], room: number): number[] {
  const step = Math.max(1, Math.ceil(list.length / Math.max(1, room)));
  return list.filter((_, i) => (list.length - 1 - i) % step === 0);
}
