/** What today is for, gentlest first. */
export const COACH_ACTIONS = ['rest', 'reduce', 'easy', 'steady', 'hard', 'test'] as const;
export type CoachAction = (typeof COACH_ACTIONS)[number];

/** How hard an action is: 0 is rest. @example actionRank('easy') // 2 */
export function actionRank(action: CoachAction): number {
  return COACH_ACTIONS.indexOf(action);
}

/** The gentlest of some actions. @example gentlestAction('hard', 'reduce') // 'reduce' */
export function gentlestAction(first: CoachAction, ...others: CoachAction[]): CoachAction {
  return others.reduce((a, b) => (actionRank(b) < actionRank(a) ? b : a), first);
}
