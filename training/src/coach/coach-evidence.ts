import type { CoachDecision } from '../documents/coach-decision.ts';
import type { UnifiedMetrics } from '../documents/unified-metrics.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import type { CoachSigns } from './coach-signs.ts';
import { EVIDENCE_IDS, type EvidenceId } from './evidence-catalogue.ts';
import { daysWithoutRest } from './wanted-action.ts';

const changeOf = (now: number, before: number) => (before > 0 ? (now - before) / before : null);

/** The numbers a decision rests on; what is unknown is left out, never 0. */
export function coachEvidence(
  signs: CoachSigns,
  metrics: UnifiedMetrics,
  target: CoachDecision['target'],
): CoachDecision['evidence'] {
  const limits = RISK_STYLE_LIMITS[metrics.riskStyle];
  const { window, wellness, done } = signs;
  const hasTrimp = metrics.twentyeightDayAvgTrimp > 0;
  const hasRatio = !metrics.warmingUp && !signs.returning;
  const trained = done.activityCount > 0;
  const isStrange = metrics.verdict === 'cannot-tell';
  const values: Record<EvidenceId, number | null> = {
    acuteChronicRatio: hasRatio ? metrics.acuteChronicRatio : null,
    trimpAcuteChronicRatio: hasRatio && hasTrimp ? metrics.trimpAcuteChronicRatio : null,
    acwrLow: hasRatio ? limits.acwrLow : null,
    acwrHigh: hasRatio ? limits.acwrHigh : null,
    normalizedDivergence: isStrange ? null : metrics.normalizedDivergence,
    divergenceModerate: isStrange ? null : limits.divergenceModerate,
    divergenceOvertraining: isStrange ? null : limits.divergenceOvertraining,
    daysWithoutRest: daysWithoutRest(signs),
    maxDaysWithoutRest: limits.maxDaysWithoutRest,
    sevenDayLoad: metrics.firstDay === null ? null : metrics.sevenDayLoad,
    previousSevenDayLoad: metrics.firstDay === null ? null : metrics.previousSevenDayLoad,
    loadChange: changeOf(metrics.sevenDayLoad, metrics.previousSevenDayLoad),
    sevenDayTrimp: hasTrimp ? metrics.sevenDayTrimp : null,
    previousSevenDayTrimp: hasTrimp ? metrics.previousSevenDayTrimp : null,
    trimpChange: changeOf(metrics.sevenDayTrimp, metrics.previousSevenDayTrimp),
    coverageAcute: metrics.coverageAcute,
    coverageChronic: metrics.coverageChronic,
    historyDays: metrics.warmingUp ? metrics.historyDays : null,
    mostLoadMiles: window.mostLoadMiles,
    leastLoadMiles: window.leastLoadMiles,
    mostTrimp: window.mostTrimp,
    leastTrimp: window.leastTrimp,
    longestRunMiles: window.longestRunMiles,
    longestRunMilesBefore: metrics.longestRunMilesBefore,
    doneLoadMiles: trained && done.loadMiles > 0 ? done.loadMiles : null,
    doneTrimp: trained && done.trimp > 0 ? done.trimp : null,
    targetLoadFrom: target?.loadMiles?.from ?? null,
    targetLoadTo: target?.loadMiles?.to ?? null,
    targetTrimpFrom: target?.trimp?.from ?? null,
    targetTrimpTo: target?.trimp?.to ?? null,
    targetMinutes: target?.minutes[0]?.to ?? null,
    monotony: metrics.monotony,
    soreness: wellness.soreness,
    sleepHours: wellness.sleepHours,
    restingHr: wellness.restingHr,
    restingHrUsual: wellness.restingHrUsual,
    pain: wellness.pain,
  };
  return EVIDENCE_IDS.flatMap((id) => {
    const value = values[id];
    return value === null ? [] : [{ id, value }];
  });
}
