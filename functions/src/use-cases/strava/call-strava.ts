import { serviceErrorFrom } from '../../errors/error-dispositions.ts';
import { ServiceError } from '../../errors/service-error.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StravaAnswer, StravaApi } from '../../ports/strava.ts';
import type { CallPurpose } from './budget/decide-call.ts';
import { spendCall } from './budget/spend-call.ts';
import { changeLink } from './change-link.ts';
import { freshAccessToken } from './fresh-access-token.ts';
import { stravaOf } from './strava-of.ts';

/** Most of what goes wrong on the way goes right half a second later. */
const HICCUP_MS = 500;

/** What an athlete's Strava says, where it says anything certain. */
export type StravaTruth<T> =
  { state: 'found'; value: T } | { state: 'not-found' } | { state: 'scope-missing' };

/**
 * Asks Strava in an athlete's name: with a fresh token, within the budget. A token that Strava
 * refuses before its time is refreshed once.
 *
 * @throws ServiceError `forbidden` when the connection is dead
 * @throws ServiceError `rate-limited` or `upstream-unavailable` when it may work another time
 */
export async function callStrava<T>(
  ports: Ports,
  asked: { uid: string; purpose: CallPurpose },
  call: (api: StravaApi, accessToken: string) => Promise<StravaAnswer<T>>,
): Promise<StravaTruth<T>> {
  const { api, wait } = stravaOf(ports);
  const { uid } = asked;
  let refused: number | null = null;
  for (let attempt = 1; attempt <= 2; attempt++) {
    const token = await freshAccessToken(ports, uid, refused);
    const spend = () => spendCall(ports, asked, () => call(api, token.value));
    const { answer, restUntil } = await spend().catch(async (error: unknown) => {
      if (serviceErrorFrom(error).code !== 'upstream-unavailable') throw error;
      await wait(HICCUP_MS);
      return spend();
    });
    if (answer.ok) return { state: 'found', value: answer.value };
    if (answer.refusal === 'not-found') return { state: 'not-found' };
    if (answer.refusal === 'scope-missing') return { state: 'scope-missing' };
    if (answer.refusal !== 'token-invalid') {
      throw await applicationRefused(ports, uid, answer.refusal, restUntil);
    }
    refused = token.generation;
  }
  await changeLink(ports, uid, (link) => ({ ...link, status: 'reconnect-needed' }));
  throw new ServiceError('forbidden', 'Strava refuses the token of this connection.');
}

/** What the operator has to mend, said where they look; the athlete's connection is kept. */
async function applicationRefused(
  ports: Ports,
  uid: string,
  refusal: 'rate-limited' | 'application-inactive',
  restUntil: Date | null,
): Promise<ServiceError> {
  ports.log('ERROR', 'Strava refuses the application', { refusal });
  if (refusal === 'application-inactive') {
    await changeLink(ports, uid, (link) => ({ ...link, status: 'application-inactive' }));
  }
  const words =
    refusal === 'rate-limited'
      ? 'Strava refused a call: its rate limit is reached.'
      : 'Strava refuses the application: its owner has no subscription.';
  return new ServiceError('rate-limited', words, { retryAt: restUntil ?? ports.now() });
}
