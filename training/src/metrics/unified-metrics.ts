import { daysBetween, dayInYear, yearOf, type LocalDay } from '../calendar/local-day.ts';
import type { AthleteSettings } from '../documents/athlete-settings.ts';
import type { UnifiedMetrics } from '../documents/unified-metrics.ts';
import { datedRows } from '../divergence/dated-rows.ts';
import { divergenceInterval } from '../divergence/divergence-interval.ts';
import { divergenceVerdict } from '../divergence/divergence-verdict.ts';
import { matchedDivergence } from '../divergence/matched-divergence.ts';
import { RATE_DAYS } from '../divergence/trimp-per-minute-range.ts';
import { FORMULA_VERSION } from '../formula-version.ts';
import { dayTotals, type DayTotals } from '../ledger/day-totals.ts';
import { historyStart, type TrainingHistory } from '../ledger/training-history.ts';
import { daysSinceRest } from '../risk/days-since-rest.ts';
import { injuryRiskLevel, injuryRiskPoints } from '../risk/injury-risk-points.ts';
import { riskBand } from '../risk/risk-band.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import { runSpike, RUN_SPIKE_DAYS } from '../risk/run-spike.ts';
import { safetyFloor, trainingCategory } from '../risk/training-category.ts';
import { thresholdSetFor } from '../thresholds/threshold-set-for.ts';
import { acuteLoad } from '../windows/acute-load.ts';
import { chronicLoad } from '../windows/chronic-load.ts';
import { loadRatio } from '../windows/load-ratio.ts';
import { monotonyAndStrain } from '../windows/monotony-and-strain.ts';
import { rollingSums, type RollingSums } from '../windows/rolling-sums.ts';
import { uncoupledAcuteChronicRatio } from '../windows/uncoupled-acute-chronic-ratio.ts';
import { ACUTE_DAYS } from '../windows/window-sum.ts';
import type { WindowSums } from '../windows/window-sums.ts';
import { isWarmingUp } from './is-warming-up.ts';

function longestRuns(totals: DayTotals, day: number) {
  const before = totals.longestRunMiles.subarray(Math.max(0, day - RUN_SPIKE_DAYS), day);
  // 0 stands for a day without a run.
  const longestRunMilesToday = totals.longestRunMiles[day]! || null;
  const longestRunMilesBefore = before.reduce((a, b) => Math.max(a, b), 0) || null;
  const runSpikeRatio =
    longestRunMilesToday === null || longestRunMilesBefore === null
      ? null
      : longestRunMilesToday / longestRunMilesBefore;
  return {
    longestRunMilesToday,
    longestRunMilesBefore,
    runSpikeRatio,
    runSpike: runSpike(runSpikeRatio),
  };
}

function rollingLoads({ totalLoadMiles, trimp }: RollingSums, day: number) {
  const weekBefore = ({ acute }: WindowSums) => acute[day - ACUTE_DAYS] ?? 0;
  const sevenDayAvgLoad = acuteLoad(totalLoadMiles, day);
  const twentyeightDayAvgLoad = chronicLoad(totalLoadMiles, day);
  const sevenDayAvgTrimp = acuteLoad(trimp, day);
  const twentyeightDayAvgTrimp = chronicLoad(trimp, day);
  return {
    sevenDayAvgLoad,
    twentyeightDayAvgLoad,
    sevenDayAvgTrimp,
    twentyeightDayAvgTrimp,
    sevenDayLoad: totalLoadMiles.acute[day]!,
    sevenDayTrimp: trimp.acute[day]!,
    previousSevenDayLoad: weekBefore(totalLoadMiles),
    previousSevenDayTrimp: weekBefore(trimp),
    acuteChronicRatio: loadRatio(sevenDayAvgLoad, twentyeightDayAvgLoad),
    trimpAcuteChronicRatio: loadRatio(sevenDayAvgTrimp, twentyeightDayAvgTrimp),
    uncoupledAcuteChronicRatio: uncoupledAcuteChronicRatio(totalLoadMiles, day),
    uncoupledTrimpAcuteChronicRatio: uncoupledAcuteChronicRatio(trimp, day),
  };
}

/**
 * How an athlete is on a day: the one answer for cards, coach, alerts and export.
 *
 * Looks at the ledgers of today's year and the year before, and at `firstDay`, nothing older: its
 * longest windows are 180 days for the interval, and a streak without rest, which is not followed
 * beyond 1 January of last year. Activities after `today` are passed over.
 *
 * While warming up there are no bands, points or verdict, and the only category besides normal is
 * `mandatory_rest`. Where the divergence cannot be trusted it earns no points either.
 */
export function unifiedMetrics(
  history: TrainingHistory,
  settings: AthleteSettings,
  today: LocalDay,
): UnifiedMetrics {
  const limits = RISK_STYLE_LIMITS[settings.riskStyle];
  const firstDay = historyStart(history, today);
  const reach = dayInYear(yearOf(today) - 1, 1);
  const totals = dayTotals(
    history.ledgers,
    firstDay === null ? today : firstDay > reach ? firstDay : reach,
    today,
  );
  const day = totals.length - 1;
  const historyDays = firstDay === null ? null : daysBetween(firstDay, today);
  const warmingUp = isWarmingUp(historyDays);

  const sums = rollingSums(totals);
  const loads = rollingLoads(sums, day);
  const divergence = matchedDivergence(sums, day);
  const acuteActivityCount = sums.activityCount.acute[day]!;
  const chronicActivityCount = acuteActivityCount + sums.activityCount.before[day]!;
  const interval = divergenceInterval(
    datedRows(history.ledgers, today, RATE_DAYS),
    thresholdSetFor(settings.thresholds, today).gender,
  );
  const { verdict, doubt } = divergenceVerdict(
    { divergence, interval, chronicActivityCount, warmingUp },
    limits,
  );

  const restStreak = firstDay === null ? null : daysSinceRest(totals)[day]!;
  const signs = {
    externalRatio: warmingUp ? null : loads.acuteChronicRatio,
    internalRatio: warmingUp ? null : loads.trimpAcuteChronicRatio,
    divergence: verdict === 'cannot-tell' ? null : divergence.normalizedDivergence,
    daysSinceRest: restStreak,
  };
  const points = warmingUp ? null : injuryRiskPoints(signs, limits);
  const category = trainingCategory(signs, limits);

  return {
    asOf: today,
    formulaVersion: FORMULA_VERSION,
    riskStyle: settings.riskStyle,
    heartRatesConfirmed: settings.confirmed,
    firstDay,
    historyDays,
    warmingUp,
    acuteActivityCount,
    chronicActivityCount,
    ...loads,
    externalBand: riskBand(signs.externalRatio, limits),
    internalBand: riskBand(signs.internalRatio, limits),
    ...divergence,
    divergenceLow: interval.low,
    divergenceHigh: interval.high,
    verdict,
    doubt,
    daysSinceRest: restStreak,
    injuryRiskPoints: points,
    injuryRisk: points === null ? null : injuryRiskLevel(points),
    category,
    safetyFloor: safetyFloor(category),
    ...monotonyAndStrain(totals.trimp, day),
    ...longestRuns(totals, day),
  };
}
