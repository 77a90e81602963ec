import { addDays, yearOf, type LocalDay } from '@training-monkey/training';

/**
 * Years in whose ledgers another recording of an activity may lie: its own, and around New Year the
 * neighbour's, since two recordings may differ by their start and by the day their zones make of it.
 */
export function yearsNear(day: LocalDay): number[] {
  return [...new Set([yearOf(day), yearOf(addDays(day, -1)), yearOf(addDays(day, 1))])];
}
