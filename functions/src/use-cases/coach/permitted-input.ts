import {
  firstCountedDay,
  isStravaCopy,
  withoutStrava,
  type CoachInput,
} from '@training-monkey/training';

/**
 * The part of an athlete's state that may go into a request while data from Strava may not: the
 * ledgers without rows from Strava, the first day that they give, and no plan once Strava had a part
 * in the history, because the plan was made from all of it.
 *
 * The day of the first activity is taken from these ledgers too: an older one may come from Strava.
 */
export function permittedInput(input: CoachInput): CoachInput {
  const ledgers = input.history.ledgers.map(withoutStrava);
  const hadStrava = input.history.ledgers.some((ledger) => ledger.activityIds.some(isStravaCopy));
  return {
    ...input,
    history: { ledgers, firstDay: firstCountedDay(ledgers) },
    planned: hadStrava ? null : input.planned,
  };
}
