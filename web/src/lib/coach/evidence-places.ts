import type { EvidenceId } from '@training-monkey/training';

/** Where on the dashboard, or on which page, a number of the coach can be looked at. */
const PLACES: Partial<Record<EvidenceId, string>> = {
  acuteChronicRatio: 'risk',
  trimpAcuteChronicRatio: 'risk',
  acwrLow: 'risk',
  acwrHigh: 'risk',
  normalizedDivergence: 'divergence',
  divergenceModerate: 'divergence',
  divergenceOvertraining: 'divergence',
  daysWithoutRest: 'year',
  maxDaysWithoutRest: 'year',
  sevenDayLoad: 'work',
  previousSevenDayLoad: 'work',
  loadChange: 'work',
  sevenDayTrimp: 'load',
  previousSevenDayTrimp: 'load',
  trimpChange: 'load',
  coverageAcute: 'load',
  coverageChronic: 'load',
  monotony: 'load',
  longestRunMilesBefore: 'work',
  mostLoadMiles: 'work',
  mostTrimp: 'load',
  doneLoadMiles: 'work',
  doneTrimp: 'load',
};
const OF_THE_JOURNAL: EvidenceId[] = ['soreness', 'sleepHours', 'restingHr', 'pain'];

/** The address of a number's chart or entry; null for what is shown nowhere else. */
export function evidencePlace(
  id: EvidenceId,
  pages: { dashboard: string; journal: string },
): string | null {
  if (OF_THE_JOURNAL.includes(id)) return pages.journal;
  const chart = PLACES[id];
  return chart === undefined ? null : `${pages.dashboard}#${chart}`;
}
