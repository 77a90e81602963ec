import type { CoachDecision, DecisionReason } from '../../documents/coach-decision.ts';
import type { CitedSentence, Citing } from './cited-sentence.ts';

const plain = (text: string): CitedSentence => ({ text, metricIds: [] });

function categorySentence(decision: CoachDecision, { cite, valueOf }: Citing) {
  switch (decision.category) {
    case 'mandatory_rest':
      return cite`You have gone ${'daysWithoutRest'} without a restful day, and your style allows ${'maxDaysWithoutRest'}.`;
    case 'overtraining_risk':
      return cite`Your heart paid clearly more than the work explains: divergence stands at ${'normalizedDivergence'}, past the line of ${'divergenceOvertraining'}.`;
    case 'high_acwr_risk':
      return cite`This week outruns what the last 28 days prepared you for: the ratio is ${'acuteChronicRatio'} for load and ${'trimpAcuteChronicRatio'} for TRIMP, and your band ends at ${'acwrHigh'}.`;
    case 'recovery_needed':
      return cite`Your heart paid more than the work explains: divergence stands at ${'normalizedDivergence'}, below ${'divergenceModerate'}, after ${'daysWithoutRest'} in a row.`;
    case 'undertraining_opportunity':
      return cite`You have room on both sides: the ratio is ${'acuteChronicRatio'} for load and ${'trimpAcuteChronicRatio'} for TRIMP, and your band begins at ${'acwrLow'}.`;
    case 'normal_progression': {
      const high = valueOf('acwrHigh') ?? 0;
      const isInside = (ratio: number | null) => ratio !== null && ratio <= high;
      if (!isInside(valueOf('acuteChronicRatio'))) return null;
      if (!isInside(valueOf('trimpAcuteChronicRatio'))) {
        return cite`For your legs the last 7 days fit the last 28 days: the load ratio is ${'acuteChronicRatio'}, and your band ends at ${'acwrHigh'}.`;
      }
      return cite`The last 7 days fit what the last 28 days prepared you for: the ratio is ${'acuteChronicRatio'} for load and ${'trimpAcuteChronicRatio'} for TRIMP, and your band ends at ${'acwrHigh'}.`;
    }
  }
}

function roomSentence(decision: CoachDecision, { cite }: Citing): CitedSentence | null {
  if (decision.trainedToday) {
    return (
      cite`Today already brought ${'doneLoadMiles'} and ${'doneTrimp'}, and your band allows ${'mostLoadMiles'} and ${'mostTrimp'}.` ??
      cite`Today already brought ${'doneLoadMiles'}, and your band allows ${'mostLoadMiles'}.` ??
      cite`Today already brought ${'doneTrimp'}, and your band allows ${'mostTrimp'}.`
    );
  }
  return (
    cite`After this week your band leaves room for ${'mostLoadMiles'} and ${'mostTrimp'} today.` ??
    cite`After this week your band leaves room for ${'mostLoadMiles'} of load today.` ??
    cite`After this week your band leaves room for ${'mostTrimp'} today.`
  );
}

/** Why a decision is as it is, in one sentence with its numbers; null where they are unknown. */
export function reasonSentence(
  reason: DecisionReason,
  decision: CoachDecision,
  citing: Citing,
): CitedSentence | null {
  const { cite, valueOf } = citing;
  switch (reason) {
    case 'category':
      return categorySentence(decision, citing);
    case 'pain':
      return cite`You rated the pain of last evening ${'pain'}, which comes before any plan.`;
    case 'no-room':
    case 'little-room':
      return roomSentence(decision, citing);
    case 'external-above':
      return cite`Your legs have done more than they are used to: the load ratio is ${'acuteChronicRatio'}, and your band ends at ${'acwrHigh'}.`;
    case 'internal-above':
      return cite`Your heart has worked more than it is used to: the TRIMP ratio is ${'trimpAcuteChronicRatio'}, and your band ends at ${'acwrHigh'}.`;
    case 'strained':
      return cite`Your heart pays a little more than the work explains: divergence stands at ${'normalizedDivergence'}, below ${'divergenceModerate'}.`;
    case 'sore':
      return cite`You rated the soreness of this morning ${'soreness'}, and sore legs absorb little.`;
    case 'short-sleep': {
      const hours = valueOf('sleepHours');
      return hours !== null && hours < 5
        ? cite`You slept ${'sleepHours'}, too little to recover on.`
        : plain('You noted a restless night, so recovery comes first.');
    }
    case 'resting-hr-up':
      return cite`Your resting heart rate was ${'restingHr'} this morning against ${'restingHrUsual'} in your settings.`;
    case 'returning':
      return plain(
        'You are coming back from a break, so this week has nothing to be compared with.',
      );
    case 'warming-up':
      return cite`With ${'historyDays'} of history there is too little to compare this week with.`;
    case 'unconfirmed-heart-rates':
      return plain('Your heart rates are still defaults, so TRIMP may not be yours yet.');
    case 'cannot-tell':
      return (
        cite`Heart rate covers ${'coverageAcute'} of the last 7 days and ${'coverageChronic'} of the last 28 days, so nobody can tell what they cost you.` ??
        plain('Nobody can tell what your training cost your heart.')
      );
    case 'monotonous':
      return plain('Your last days weighed much the same, and a gentler day brings contrast.');
    case 'hard-yesterday':
      return plain('Yesterday weighed far more than a usual day for you.');
    case 'planned':
      return plain('It is what your plan asks of today.');
    case 'no-training':
      return plain('There is no training to weigh yet.');
  }
}
