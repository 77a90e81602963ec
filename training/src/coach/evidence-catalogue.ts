/** In what a number is measured, which decides its unit and digits when shown. */
export type EvidenceUnit =
  | 'ratio'
  | 'divergence'
  | 'distance'
  | 'trimp'
  | 'days'
  | 'fraction'
  | 'minutes'
  | 'hours'
  | 'bpm'
  | 'score';

/** Every number a decision may rest on: what it means, in words that fit a sentence. */
export const EVIDENCE = {
  acuteChronicRatio: { unit: 'ratio', meaning: 'external load, 7-day over 28-day average' },
  trimpAcuteChronicRatio: { unit: 'ratio', meaning: 'TRIMP, 7-day over 28-day average' },
  acwrLow: { unit: 'ratio', meaning: 'lower edge of the band for both ratios' },
  acwrHigh: { unit: 'ratio', meaning: 'upper edge of the band for both ratios' },
  normalizedDivergence: {
    unit: 'divergence',
    meaning: 'external against internal ratio; below 0 the heart pays more than the work explains',
  },
  divergenceModerate: { unit: 'divergence', meaning: 'line below which divergence is a strain' },
  divergenceOvertraining: { unit: 'divergence', meaning: 'line at which divergence forces rest' },
  daysWithoutRest: { unit: 'days', meaning: 'days in a row without a restful day' },
  maxDaysWithoutRest: { unit: 'days', meaning: 'most days without rest in the athlete’s style' },
  sevenDayLoad: { unit: 'distance', meaning: 'external load of the last 7 days' },
  previousSevenDayLoad: { unit: 'distance', meaning: 'external load of the 7 days before those' },
  loadChange: { unit: 'fraction', meaning: 'change of external load between those weeks' },
  sevenDayTrimp: { unit: 'trimp', meaning: 'TRIMP of the last 7 days' },
  previousSevenDayTrimp: { unit: 'trimp', meaning: 'TRIMP of the 7 days before those' },
  trimpChange: { unit: 'fraction', meaning: 'change of TRIMP between those weeks' },
  coverageAcute: { unit: 'fraction', meaning: 'share of the last 7 days with heart rate' },
  coverageChronic: { unit: 'fraction', meaning: 'share of the last 28 days with heart rate' },
  historyDays: { unit: 'days', meaning: 'days of history' },
  mostLoadMiles: { unit: 'distance', meaning: 'most external load today that stays in the band' },
  leastLoadMiles: { unit: 'distance', meaning: 'least external load today that stays in the band' },
  mostTrimp: { unit: 'trimp', meaning: 'most TRIMP today that stays in the band' },
  leastTrimp: { unit: 'trimp', meaning: 'least TRIMP today that stays in the band' },
  longestRunMiles: { unit: 'distance', meaning: 'longest run today that is no jump in distance' },
  longestRunMilesBefore: { unit: 'distance', meaning: 'longest run of the 30 days before' },
  doneLoadMiles: { unit: 'distance', meaning: 'external load done today' },
  doneTrimp: { unit: 'trimp', meaning: 'TRIMP done today' },
  targetLoadFrom: { unit: 'distance', meaning: 'least external load still to do today' },
  targetLoadTo: { unit: 'distance', meaning: 'most external load still to do today' },
  targetTrimpFrom: { unit: 'trimp', meaning: 'least TRIMP still to do today' },
  targetTrimpTo: { unit: 'trimp', meaning: 'most TRIMP still to do today' },
  targetMinutes: { unit: 'minutes', meaning: 'most minutes still to do in the usual sport' },
  monotony: { unit: 'ratio', meaning: 'how much alike the last 7 days were' },
  soreness: { unit: 'score', meaning: 'soreness this morning, 1 none to 5 severe' },
  sleepHours: { unit: 'hours', meaning: 'hours slept' },
  restingHr: { unit: 'bpm', meaning: 'resting heart rate this morning' },
  restingHrUsual: { unit: 'bpm', meaning: 'resting heart rate in the settings' },
  pain: { unit: 'score', meaning: 'pain last evening, 0 none to 10 worst' },
} as const satisfies Record<string, { unit: EvidenceUnit; meaning: string }>;

export type EvidenceId = keyof typeof EVIDENCE;
export const EVIDENCE_IDS = Object.keys(EVIDENCE) as [EvidenceId, ...EvidenceId[]];

/** Digits after the point with which a unit is shown. */
export const EVIDENCE_DIGITS = {
  ratio: 2,
  divergence: 2,
  distance: 1,
  trimp: 0,
  days: 0,
  fraction: 0,
  minutes: 0,
  hours: 1,
  bpm: 0,
  score: 0,
} as const satisfies Record<EvidenceUnit, number>;
