import pg from 'pg';
import { z } from 'zod';
import {
  firestoreDatabase,
  firestoreStore,
} from '../../functions/src/adapters/firestore/firestore-store.ts';
import { stravaAccess } from '../../functions/src/adapters/strava/strava-access.ts';
import {
  readStravaConfiguration,
  readWebhookSecrets,
} from '../../functions/src/strava-configuration.ts';
import { subscribeToEvents } from '../../functions/src/use-cases/strava/subscribe-to-events.ts';
import { startStravaSandbox, type SandboxAthlete } from '../../local/strava/src/index.ts';
import { startTestStack } from '../journeys/test-stack.ts';
import { everything } from '../strava/strava-stack.ts';
import { consentAt } from '../strava/strava-world.ts';

const session = z.object({ idToken: z.string(), localId: z.string() });
const authorization = z.object({ authorizeUrl: z.string() });

/** The whole product with PostgreSQL, and a Strava whose tokens the test can see. */
export async function accountStage(athletes: SandboxAthlete[]) {
  const openedMs = Date.now();
  // Its clock stands still, so that nobody trains meanwhile.
  const sandbox = await startStravaSandbox({ athletes, clock: () => openedMs });
  const stack = await startTestStack({
    sandbox: false,
    postgres: true,
    settings: {
      STRAVA_API_BASE: sandbox.apiBase,
      STRAVA_OAUTH_BASE: sandbox.oauthBase,
      STRAVA_CLIENT_ID: sandbox.world.application.clientId,
      STRAVA_CLIENT_SECRET: sandbox.world.application.clientSecret,
    },
  }).catch(async (error: unknown) => {
    await sandbox.stop();
    throw error;
  });
  const { environment, ports, projectId } = stack;
  process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${ports.firestore}`;
  const database = firestoreDatabase(projectId);
  const strava = readStravaConfiguration(environment);
  if (strava === null) throw new RangeError('accountStage requires Strava, got none');
  await subscribeToEvents(
    {
      store: firestoreStore(database, () => undefined),
      now: () => new Date(),
      strava: stravaAccess(strava),
    },
    { ...readWebhookSecrets(environment), publicBaseUrl: stack.address },
  );

  const accounts = (call: string) =>
    `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/${call}`;
  const json = { 'content-type': 'application/json' };

  /** Every row there is, as one text each. */
  async function everyRow(): Promise<string[]> {
    const client = new pg.Client({ connectionString: environment['DATABASE_URL'] });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
         WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
           AND table_type = 'BASE TABLE'`,
      );
      const found: string[] = [];
      for (const { name } of tables) {
        const { rows } = await client.query<{ row: string }>(
          `SELECT t::text AS row FROM ${name} t`,
        );
        found.push(...rows.map(({ row }) => `${name} ${row}`));
      }
      return found;
    } finally {
      await client.end();
    }
  }

  async function everyAccount(): Promise<string[]> {
    const response = await fetch(accounts(`projects/${projectId}/accounts:query`), {
      method: 'POST',
      headers: { ...json, authorization: 'Bearer owner' },
      body: '{}',
    });
    return [`accounts ${await response.text()}`];
  }

  return {
    stack,
    sandbox,
    database,
    /** Signs in with Google, which knows no password. */
    async signIn(googleId: string, email: string) {
      const proof = JSON.stringify({ sub: googleId, email, email_verified: true });
      const response = await fetch(accounts('accounts:signInWithIdp?key=local'), {
        method: 'POST',
        headers: json,
        body: JSON.stringify({
          postBody: new URLSearchParams({ id_token: proof, providerId: 'google.com' }).toString(),
          requestUri: stack.address,
          returnSecureToken: true,
        }),
      });
      return session.parse(await response.json());
    },
    call(token: string, method: string, path: string, body?: unknown): Promise<Response> {
      return fetch(`${stack.address}${path}`, {
        method,
        headers: { ...json, authorization: `Bearer ${token}`, 'x-time-zone': 'Europe/Berlin' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
    /** What the athlete's browser does from the settings to Strava and back. */
    async connectStrava(token: string, athleteId: number): Promise<string | null> {
      const begun = await this.call(token, 'GET', '/api/strava/connect');
      const { authorizeUrl } = authorization.parse(await begun.json());
      const back = await consentAt(authorizeUrl, { athleteId });
      const answer = await fetch(`${stack.address}/api/strava/callback?${back.toString()}`, {
        headers: { cookie: begun.headers.get('set-cookie')?.split(';')[0] ?? '' },
        redirect: 'manual',
      });
      return new URL(answer.headers.get('location') ?? '').searchParams.get('strava');
    },
    /** Waits until a document is as wanted, however long that takes. */
    when(path: string, isAsWanted: (fields: unknown) => boolean): Promise<void> {
      return new Promise((resolve, reject) => {
        const stop = database.doc(path).onSnapshot((snapshot) => {
          if (!isAsWanted(snapshot.data())) return;
          stop();
          resolve();
        }, reject);
      });
    },
    /** Whatever is stored anywhere and holds one of the marks. */
    async tracesOf(marks: string[]): Promise<string[]> {
      const documents = [...(await everything(database))].map(([path, text]) => `${path} ${text}`);
      const stored = [...documents, ...(await everyRow()), ...(await everyAccount())];
      return stored.filter((text) => marks.some((mark) => text.includes(mark)));
    },
    async stop() {
      await database.terminate();
      await stack.stop();
      await sandbox.stop();
    },
  };
}
export type AccountStage = Awaited<ReturnType<typeof accountStage>>;
