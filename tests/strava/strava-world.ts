import {
  sandboxAthlete,
  startStravaSandbox,
  type SandboxAthlete,
  type StartSandboxOptions,
  type StravaSandbox,
} from '../../local/strava/src/index.ts';
import { stravaAccess } from '../../functions/src/adapters/strava/strava-access.ts';
import { stored } from '../../functions/src/ports/stored.ts';
import { anAthlete } from '../../functions/src/testing/an-athlete.ts';
import { drainInbox } from '../../functions/src/testing/drain-inbox.ts';
import { memoryPorts, type MemoryPorts } from '../../functions/src/testing/memory-ports.ts';
import { finishConnecting } from '../../functions/src/use-cases/strava/finish-connecting.ts';
import { startConnecting } from '../../functions/src/use-cases/strava/start-connecting.ts';

const KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const ALL_SCOPES = ['activity:read', 'activity:read_all'];

/** A small history, so that a test that needs no large one is quick. */
export const ANNA = sandboxAthlete(501, { newest: 12 });
export const BERT = sandboxAthlete(502, { newest: 12 });

export interface StravaWorld {
  ports: MemoryPorts;
  sandbox: StravaSandbox;
  stop: () => Promise<void>;
}

/** The use cases on a database in memory, talking to the sandbox over HTTP; both share one clock. */
export async function stravaWorld(
  options: StartSandboxOptions & { now?: string; people?: readonly SandboxAthlete[] } = {},
): Promise<StravaWorld> {
  const { now = '2026-10-04T12:00:30.000Z', people = [ANNA, BERT], behaviour, ...rest } = options;
  const ports = memoryPorts({ now });
  const sandbox = await startStravaSandbox({
    clock: () => ports.now().getTime(),
    athletes: people,
    // A busy machine may take its time; what a missed answer costs is not what these tests are about.
    behaviour: { answerWithinMs: 60_000, ...behaviour },
    ...rest,
  });
  const strava = stravaAccess({
    STRAVA_API_BASE: sandbox.apiBase,
    STRAVA_OAUTH_BASE: sandbox.oauthBase,
    STRAVA_CLIENT_ID: sandbox.world.application.clientId,
    STRAVA_CLIENT_SECRET: sandbox.world.application.clientSecret,
    TOKEN_ENCRYPTION_KEYS: KEYS,
    PUBLIC_BASE_URL: 'http://localhost:4600',
  });
  ports.strava = {
    ...strava,
    // The clock stands still, so waiting moves it.
    wait: async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      ports.pass(ms);
    },
  };
  return { ports, sandbox, stop: () => sandbox.stop() };
}

/** What the athlete's browser does on the consent page. */
export async function consentAt(
  authorizeUrl: string,
  { athleteId, granted = ALL_SCOPES, decision = 'authorize' }: Consent,
): Promise<URLSearchParams> {
  const url = new URL(authorizeUrl);
  const form = new URLSearchParams(url.searchParams);
  form.set('athlete_id', String(athleteId));
  form.set('decision', decision);
  for (const scope of granted) form.append('granted', scope);
  const answer = await fetch(new URL('/oauth/consent', url), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (location === null) throw new RangeError(`consent answered ${answer.status}`);
  return new URL(location).searchParams;
}

export interface Consent {
  athleteId: number;
  granted?: string[];
  decision?: 'authorize' | 'cancel';
}

/** Connects an athlete, who is created where needed, as their browser would. */
export async function connect(world: StravaWorld, uid: string, consent: Consent) {
  await anAthlete(world.ports, { uid });
  const { authorizeUrl, browserSecret } = await startConnecting(world.ports, uid);
  const back = await consentAt(authorizeUrl, consent);
  return finishConnecting(world.ports, {
    state: back.get('state'),
    browserSecret,
    code: back.get('code'),
    scope: back.get('scope'),
    error: back.get('error'),
  });
}

/** Connects and lets all work be done. */
export async function connectAndSync(world: StravaWorld, uid: string, athleteId: number) {
  const outcome = await connect(world, uid, { athleteId });
  await drainInbox(world.ports);
  return outcome;
}

export const linkOf = async (world: StravaWorld, uid: string) =>
  (await world.ports.store.get(stored.user(uid)))?.strava ?? null;

/** Everything stored, but for work notes, as JSON by path. */
export function contentsOf(world: StravaWorld): Map<string, string> {
  return new Map(
    [...world.ports.store.contents()].map(([path, document]) => [path, JSON.stringify(document)]),
  );
}
