import { z } from 'zod';
import type { Stack } from '../runner/run-stack.ts';
import { DEMO_ATHLETE, demoAccount, type DemoAccount } from './demo-account.ts';
import { documentAddress } from './document-address.ts';
import { subscribeToSandbox } from './subscribe-to-sandbox.ts';

const connectAnswer = z.object({ authorizeUrl: z.string() });
const linkedUser = z.object({
  fields: z.object({ strava: z.object({ mapValue: z.unknown().optional() }) }),
});

/**
 * Makes the demo athlete ready: an account, confirmed heart rates, and a link to the sandbox made
 * the way every athlete makes theirs, through consent and callback. What is there already stays.
 *
 * @throws Error saying which step was refused
 */
export async function connectDemoAthlete(stack: Stack): Promise<void> {
  await subscribeToSandbox(stack);
  const demo = await demoAccount(stack);
  await call(stack, demo, '/api/athlete', { method: 'POST' });
  if (await isLinked(stack, demo)) return;
  await confirmHeartRates(stack, demo);
  await consent(stack, demo);
}

function call({ ports }: Stack, { idToken }: DemoAccount, path: string, request: RequestInit = {}) {
  return fetch(`http://127.0.0.1:${ports.gateway}${path}`, {
    ...request,
    headers: {
      authorization: `Bearer ${idToken}`,
      'x-time-zone': DEMO_ATHLETE.timeZone,
      ...request.headers,
    },
  });
}

async function isLinked(stack: Stack, { uid, idToken }: DemoAccount): Promise<boolean> {
  const answer = await fetch(documentAddress(stack, `users/${uid}`), {
    headers: { authorization: `Bearer ${idToken}` },
  });
  if (!answer.ok) throw new Error(`the demo athlete has no documents: ${await answer.text()}`);
  return linkedUser.parse(await answer.json()).fields.strava.mapValue !== undefined;
}

/** As on the settings page: written by the athlete, through the rules. */
async function confirmHeartRates(stack: Stack, { uid, idToken }: DemoAccount): Promise<void> {
  const { restingHr, maxHr } = DEMO_ATHLETE;
  const fields = {
    confirmed: { booleanValue: true },
    thresholds: {
      arrayValue: {
        values: [
          {
            mapValue: {
              fields: {
                from: { stringValue: '1970-01-01' },
                restingHr: { integerValue: String(restingHr) },
                maxHr: { integerValue: String(maxHr) },
                gender: { stringValue: 'male' },
                zones: { mapValue: { fields: { method: { stringValue: 'reserve' } } } },
              },
            },
          },
        ],
      },
    },
  };
  const mask = Object.keys(fields)
    .map((field) => `updateMask.fieldPaths=${field}`)
    .join('&');
  const answer = await fetch(`${documentAddress(stack, `users/${uid}/settings/athlete`)}?${mask}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${idToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ fields }),
  });
  if (!answer.ok) throw new Error(`the demo settings were refused: ${await answer.text()}`);
}

async function consent(stack: Stack, demo: DemoAccount): Promise<void> {
  const begun = await call(stack, demo, '/api/strava/connect');
  if (!begun.ok) throw new Error(`connecting was refused: ${await begun.text()}`);
  const cookies = begun.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const { authorizeUrl } = connectAnswer.parse(await begun.json());

  // The consent page's form, filled in.
  const asked = new URL(authorizeUrl);
  const form = new URLSearchParams(asked.searchParams);
  form.set('decision', 'authorize');
  form.set('athlete_id', String(DEMO_ATHLETE.stravaAthleteId));
  for (const scope of (asked.searchParams.get('scope') ?? '').split(',')) {
    form.append('granted', scope);
  }
  const agreed = await fetch(new URL('/oauth/consent', authorizeUrl), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const callback = agreed.headers.get('location');
  if (callback === null) throw new Error(`the sandbox refused consent: ${agreed.status}`);

  const { pathname, search } = new URL(callback);
  const finished = await call(stack, demo, pathname + search, {
    redirect: 'manual',
    headers: { cookie: cookies.join('; ') },
  });
  if (finished.status >= 400 || !(await isLinked(stack, demo))) {
    throw new Error(`the link to the sandbox failed: ${finished.status}`);
  }
}
