import { z } from 'zod';
import type { Stack } from '../runner/run-stack.ts';

/** Who one may look around as; exists on this machine only and never in a deployed project. */
export const DEMO_LOGIN = { email: 'robin@demo.example', password: 'monkey-business' };

/** The demo athlete's place and heart, those of the sandbox athlete they are connected to. */
export const DEMO_ATHLETE = {
  stravaAthleteId: 7_100_001,
  timeZone: 'America/New_York',
  restingHr: 46,
  maxHr: 182,
};

export interface DemoAccount {
  uid: string;
  idToken: string;
}

const account = z.object({ localId: z.string(), idToken: z.string() });

/** Signs the demo athlete in, up if need be, as a browser would. */
export async function demoAccount({ ports }: Stack): Promise<DemoAccount> {
  const call = (method: string) =>
    fetch(
      `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/accounts:${method}?key=local`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...DEMO_LOGIN, returnSecureToken: true }),
      },
    );
  const known = await call('signInWithPassword');
  const answer = known.ok ? known : await call('signUp');
  if (!answer.ok) throw new Error(`the demo athlete cannot sign in: ${await answer.text()}`);
  const { localId, idToken } = account.parse(await answer.json());
  return { uid: localId, idToken };
}
