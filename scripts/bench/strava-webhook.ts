// npm run bench -- strava-webhook [--seconds 60] [--rate 200]
// Sends events at a steady rate to the webhook handler behind the framework's server, with the local
// Firestore over gRPC, and measures how soon each is acknowledged.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { firestoreDatabase } from '../../functions/src/adapters/firestore/firestore-store.ts';
import { startFirestore } from '../../local/firestore/src/index.ts';

const PROJECT = 'demo-bench';
const SECRET = 'an-unguessable-path-secret';
const OWNERS = 50;
const WARM_UP = 100;

const percentile = (sorted: Float64Array, share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function servedWebhook(firestorePort: number) {
  const script = fileURLToPath(new URL('./strava-webhook/serve-webhook.ts', import.meta.url));
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      GCLOUD_PROJECT: PROJECT,
      FIRESTORE_EMULATOR_HOST: `127.0.0.1:${firestorePort}`,
      METADATA_SERVER_DETECTION: 'none',
      STRAVA_WEBHOOK_PATH_SECRET: SECRET,
      STRAVA_WEBHOOK_VERIFY_TOKEN: 'a-verify-token-of-ours',
    },
  });
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  child.stdout.resume();
  return { child, port: Number(/port (\d+)/.exec(first.toString())?.[1]) };
}

async function acknowledgement(url: string, event: object): Promise<number | null> {
  const begun = performance.now();
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(event),
  });
  await answer.arrayBuffer();
  return answer.status === 200 ? performance.now() - begun : null;
}

export default async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string', default: '200' },
    },
  });
  const [seconds, rate] = [Number(values.seconds), Number(values.rate)];
  const firestore = await startFirestore({ port: 0 });
  process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${firestore.port}`;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const database = firestoreDatabase(PROJECT);
  const now = new Date().toISOString();
  await database.doc('counters/stravaSubscription').set({ id: 1, createdAt: now });
  for (let i = 1; i <= OWNERS; i++) {
    await database.doc(`stravaAthletes/${i}`).set({ uid: `athlete-${i}`, linkedAt: now });
  }
  const { child, port } = await servedWebhook(firestore.port);
  const url = `http://127.0.0.1:${port}/strava/webhook/${SECRET}`;

  const event = (n: number) => ({
    object_type: 'activity',
    object_id: 9_000_000_000 + n,
    aspect_type: 'create',
    updates: {},
    owner_id: (n % OWNERS) + 1,
    subscription_id: 1,
    event_time: 1_790_000_000,
  });
  // The first event loads the database client; the others warm the connections.
  for (let i = 0; i < WARM_UP; i++) await acknowledgement(url, event(1_000_000 + i));

  const total = seconds * rate;
  const pending: Promise<number | null>[] = [];
  const begun = performance.now();
  while (pending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * rate) + 1);
    while (pending.length < due) pending.push(acknowledgement(url, event(pending.length)));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const took = (await Promise.all(pending)).filter((ms) => ms !== null);
  const sorted = Float64Array.from(took).sort();
  const { count } = (await database.collection('inbox').count().get()).data();
  child.kill();
  await once(child, 'exit');
  await database.terminate();
  await firestore.stop();
  const rounded = (ms: number) => Math.round(ms * 10) / 10;
  console.log(
    JSON.stringify({
      bench: 'strava-webhook',
      cores: availableParallelism(),
      eventsPerSecond: rate,
      seconds,
      sent: total,
      acknowledged: took.length,
      lost: total + WARM_UP - count,
      medianMs: rounded(percentile(sorted, 0.5)),
      p99Ms: rounded(percentile(sorted, 0.99)),
      slowestMs: rounded(sorted.at(-1) ?? 0),
    }),
  );
}
