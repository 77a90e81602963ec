import { daySequence } from '../calendar/day-sequence.ts';
import { daysBetween, type LocalDay } from '../calendar/local-day.ts';
import type { AthleteSettings } from '../documents/athlete-settings.ts';
import type { LoadBand } from '../documents/unified-metrics.ts';
import { matchedDivergence } from '../divergence/matched-divergence.ts';
import { dayLoads } from '../ledger/day-loads.ts';
import { historyStart, type TrainingHistory } from '../ledger/training-history.ts';
import { daysSinceRest } from '../risk/days-since-rest.ts';
import { riskBand } from '../risk/risk-band.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import { acuteLoad } from '../windows/acute-load.ts';
import { chronicLoad } from '../windows/chronic-load.ts';
import { exponentialAverages } from '../windows/exponential-averages.ts';
import { fitnessFatigueForm } from '../windows/fitness-fatigue-form.ts';
import { loadRatio } from '../windows/load-ratio.ts';
import { monotonyAndStrain } from '../windows/monotony-and-strain.ts';
import { rollingSums } from '../windows/rolling-sums.ts';
import { uncoupledAcuteChronicRatio } from '../windows/uncoupled-acute-chronic-ratio.ts';
import { ACUTE_DAYS, CHRONIC_DAYS } from '../windows/window-sum.ts';
import { isWarmingUp } from './is-warming-up.ts';

/** Every metric of one day. `null` is unknown. */
export interface DailyMetrics {
  day: LocalDay;
  /** Counted activities. */
  sessions: number;
  /** 0 on a rest day; null when there were activities and none of them has a known load. */
  totalLoadMiles: number | null;
  trimp: number | null;
  acuteLoad: number;
  chronicLoad: number;
  acwr: number | null;
  acuteTrimp: number;
  chronicTrimp: number;
  trimpAcwr: number | null;
  normalizedDivergence: number | null;
  naiveDivergence: number | null;
  coverageAcute: number | null;
  coverageChronic: number | null;
  uncoupledAcwr: number | null;
  uncoupledTrimpAcwr: number | null;
  ewmaAcwr: number | null;
  ewmaTrimpAcwr: number | null;
  /** Of TRIMP, as are fatigue, form, monotony and strain. */
  fitness: number;
  fatigue: number;
  form: number;
  monotony: number | null;
  strain: number | null;
  /** Days since the first counted activity. */
  historyDays: number;
  warmingUp: boolean;
  daysSinceRest: number;
  /** Null while warming up. */
  externalBand: LoadBand | null;
  internalBand: LoadBand | null;
}

/**
 * Every metric of every day from the first counted activity on, or from `from` if that is later, up
 * to and including `to`. Cost is linear in days.
 *
 * The averages that never forget (EWMA, fitness, fatigue) need the ledgers of all years.
 *
 * @returns oldest first, without gaps; empty when there is no counted activity up to `to`
 */
export function dailyMetrics(
  history: TrainingHistory,
  settings: Pick<AthleteSettings, 'riskStyle'>,
  { from, to }: { from?: LocalDay | undefined; to: LocalDay },
): DailyMetrics[] {
  const start = historyStart(history, to);
  if (start === null || (from !== undefined && from > to)) return [];
  const limits = RISK_STYLE_LIMITS[settings.riskStyle];
  const loads = dayLoads(history.ledgers, start, to);
  const { totalLoadMiles, trimp } = loads;
  const sums = rollingSums(loads);
  const ewmaAcute = exponentialAverages(totalLoadMiles, ACUTE_DAYS);
  const ewmaChronic = exponentialAverages(totalLoadMiles, CHRONIC_DAYS);
  const ewmaAcuteTrimp = exponentialAverages(trimp, ACUTE_DAYS);
  const ewmaChronicTrimp = exponentialAverages(trimp, CHRONIC_DAYS);
  const { fitness, fatigue, form } = fitnessFatigueForm(trimp);
  const restStreaks = daysSinceRest(loads);
  const days = daySequence(start, loads.length);

  const metricsOf = (d: number): DailyMetrics => {
    const sessions = loads.activityCount[d]!;
    const acute = acuteLoad(sums.totalLoadMiles, d);
    const chronic = chronicLoad(sums.totalLoadMiles, d);
    const acuteTrimp = acuteLoad(sums.trimp, d);
    const chronicTrimp = chronicLoad(sums.trimp, d);
    const acwr = loadRatio(acute, chronic);
    const trimpAcwr = loadRatio(acuteTrimp, chronicTrimp);
    const divergence = matchedDivergence(sums, d);
    const { monotony, strain } = monotonyAndStrain(trimp, d);
    const warmingUp = isWarmingUp(d);
    return {
      day: days[d]!,
      sessions,
      totalLoadMiles: sessions > 0 && loads.externalCount[d] === 0 ? null : totalLoadMiles[d]!,
      trimp: sessions > 0 && loads.internalCount[d] === 0 ? null : trimp[d]!,
      acuteLoad: acute,
      chronicLoad: chronic,
      acwr,
      acuteTrimp,
      chronicTrimp,
      trimpAcwr,
      normalizedDivergence: divergence.normalizedDivergence,
      naiveDivergence: divergence.naiveDivergence,
      coverageAcute: divergence.coverageAcute,
      coverageChronic: divergence.coverageChronic,
      uncoupledAcwr: uncoupledAcuteChronicRatio(sums.totalLoadMiles, d),
      uncoupledTrimpAcwr: uncoupledAcuteChronicRatio(sums.trimp, d),
      ewmaAcwr: loadRatio(ewmaAcute[d]!, ewmaChronic[d]!),
      ewmaTrimpAcwr: loadRatio(ewmaAcuteTrimp[d]!, ewmaChronicTrimp[d]!),
      fitness: fitness[d]!,
      fatigue: fatigue[d]!,
      form: form[d]!,
      monotony,
      strain,
      historyDays: d,
      warmingUp,
      daysSinceRest: restStreaks[d]!,
      externalBand: warmingUp ? null : riskBand(acwr, limits),
      internalBand: warmingUp ? null : riskBand(trimpAcwr, limits),
    };
  };

  const firstWanted = from === undefined ? 0 : Math.max(0, daysBetween(start, from));
  return Array.from({ length: loads.length - firstWanted }, (_, i) => metricsOf(firstWanted + i));
}
