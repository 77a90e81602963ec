import { ServiceError } from '../../../errors/service-error.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { StravaAnswer } from '../../../ports/strava.ts';
import { stravaStored } from '../../../ports/strava-stored.ts';
import { newBudget } from './budget-windows.ts';
import { decideCall, withoutWaiting, type CallPurpose } from './decide-call.ts';
import { settleCall } from './settle-call.ts';

type BudgetPorts = Pick<Ports, 'store' | 'now' | 'log'>;

/**
 * Makes a call if the budget of the whole application allows it, and notes what Strava counted.
 *
 * @returns the answer, and until when everything has to rest after a refusal for the application
 * @throws ServiceError `rate-limited` with the instant to try again, without calling, when Strava
 *   would refuse or others come first
 */
export async function spendCall<T>(
  ports: BudgetPorts,
  asked: { uid: string; purpose: CallPurpose },
  call: () => Promise<StravaAnswer<T>>,
): Promise<{ answer: StravaAnswer<T>; restUntil: Date | null }> {
  const ref = stravaStored.budget();
  const decision = await ports.store.transact(async (tx) => {
    const nowMs = ports.now().getTime();
    const decided = decideCall((await tx.get(ref)) ?? newBudget(nowMs), { ...asked, nowMs });
    tx.set(ref, decided.budget);
    return decided;
  });
  if (!decision.granted) {
    const retryAt = new Date(decision.retryAtMs);
    throw new ServiceError('rate-limited', 'The calls to Strava are used up for now.', { retryAt });
  }
  const settle = (answer: StravaAnswer<T> | null) =>
    ports.store.transact(async (tx) => {
      const nowMs = ports.now().getTime();
      const after = settleCall((await tx.get(ref)) ?? newBudget(nowMs), {
        beganAt: decision.beganAt,
        nowMs,
        usage: answer?.usage ?? null,
        refusal: answer === null || answer.ok ? null : answer.refusal,
      });
      tx.set(ref, after);
      return after;
    });
  const answer = await call().catch(async (error: unknown) => {
    await settle(null);
    throw error;
  });
  const { stopped } = await settle(answer);
  return { answer, restUntil: stopped && new Date(stopped.until) };
}

/** Tells the others that an athlete needs no more streams. */
export async function stopWaiting(ports: BudgetPorts, uid: string): Promise<void> {
  const ref = stravaStored.budget();
  await ports.store.transact(async (tx) => {
    const budget = await tx.get(ref);
    if (budget?.waiting.some((one) => one.uid === uid)) tx.set(ref, withoutWaiting(budget, uid));
  });
}
