import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startFirestore } from '../../local/firestore/src/index.ts';
import { repeatableChance } from '../../local/strava/src/repeatable-chance.ts';
import { sandboxAthlete } from '../../local/strava/src/index.ts';
import {
  firestoreDatabase,
  firestoreStore,
} from '../../functions/src/adapters/firestore/firestore-store.ts';
import type { Ports } from '../../functions/src/ports/ports.ts';
import type { StoreQuery } from '../../functions/src/ports/store.ts';
import { stored } from '../../functions/src/ports/stored.ts';
import { runInboxItem } from '../../functions/src/use-cases/inbox/run-inbox-item.ts';
import { stravaWebhookServer } from './strava-webhook-server.ts';
import { everything } from './strava-stack.ts';
import { connectAndSync, contentsOf, stravaWorld, type StravaWorld } from './strava-world.ts';

const PEOPLE = ['anna', 'bert', 'cleo', 'dora'].map((uid, i) => ({
  uid,
  athlete: sandboxAthlete(800 + i, { newest: 10 }),
}));
type Database = ReturnType<typeof firestoreDatabase>;

const WORKERS = 8;
const NO_LIMITS = { overall: [1_000_000, 1_000_000], read: [1_000_000, 1_000_000] } as const;

const atEnd: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of atEnd.splice(0).reverse()) await end();
});

/** A worker that vanishes at some moment: from then on nothing it tries gets through. */
function mortal(ports: Ports, operationsLeft: number): Ports {
  let left = operationsLeft;
  const dying = <A extends unknown[], R>(run: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      left -= 1;
      if (left <= 0) throw new Error('killed');
      return run(...args);
    };
  };
  const { store } = ports;
  return {
    ...ports,
    store: {
      get: (ref) => dying(() => store.get(ref))(),
      getAll: (refs) => dying(() => store.getAll(refs))(),
      query: (collection, query) => dying(() => store.query(collection, query))(),
      create: (ref, document) => dying(() => store.create(ref, document))(),
      transact: (run) => dying(() => store.transact(run))(),
    },
  };
}

/** Many changes to everybody's training, one a second, each of a kind that sends an event. */
function train(world: StravaWorld, events: number): void {
  const chance = repeatableChance('storm');
  const { training } = world.sandbox.world;
  const { sandbox, ports } = world;
  const start = ports.now().getTime();
  for (let i = 0; i < events; i++) {
    ports.pass(1000);
    const id = chance.pick([800, 801, 802, 803]);
    const own = training.list(id);
    const one = own[chance.whole(0, own.length - 1)];
    const what = chance.next();
    if (what < 0.3 || !one || own.length < 5) {
      const startMs = start - (i + 10) * 7_200_000;
      const averageHeartRate = chance.happens(0.8) ? chance.whole(110, 160) : null;
      const maxHeartRate = averageHeartRate && averageHeartRate + 18;
      const movingTimeS = chance.whole(10, 40) * 60;
      sandbox.world.addActivity(id, { startMs, averageHeartRate, maxHeartRate, movingTimeS });
    } else if (what < 0.55) sandbox.world.editActivity(one.id, { name: `Run ${i}` });
    else if (what < 0.7)
      sandbox.world.editActivity(one.id, { sportType: 'TrailRun', name: `T${i}` });
    else if (what < 0.8) sandbox.world.editActivity(one.id, { onlyMe: !one.onlyMe });
    else sandbox.world.deleteActivity(one.id);
  }
}

/** Works the inbox off with many at once, some of whom vanish; time passes while nothing is due. */
async function work(world: StravaWorld, vanishing: number): Promise<void> {
  const { ports } = world;
  const chance = repeatableChance('workers');
  for (;;) {
    const inState = async (state: 'queued' | 'leased') => {
      const where: StoreQuery['where'] = [['state', '==', state]];
      return (await ports.store.query(stored.inbox(), { where, limit: 100_000 })).found;
    };
    const open = [...(await inState('queued')), ...(await inState('leased'))];
    if (open.length === 0) return;
    const now = ports.now().toISOString();
    const due = open.filter(({ document }) => (document.leaseUntil ?? document.notBefore) <= now);
    const ids = due.map(({ id }) => id);
    await Promise.all(
      Array.from({ length: WORKERS }, async () => {
        for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
          const dies = chance.happens(vanishing);
          const worker = dies ? mortal(ports, chance.whole(1, 12)) : ports;
          await runInboxItem(worker, id).catch(() => undefined);
        }
      }),
    );
    if (due.length === 0) ports.pass(5000);
  }
}

async function aRun(events: number, faults: boolean, database?: Database) {
  const world = await stravaWorld({
    people: PEOPLE.map(({ athlete }) => athlete),
    application: { limits: NO_LIMITS },
    behaviour: { duplicated: faults ? 0.3 : 0, shuffled: faults, retryAfterMs: [1, 1] },
  });
  atEnd.push(world.stop);
  if (database !== undefined) {
    Object.assign(world.ports, { store: firestoreStore(database, world.ports.log) });
  }
  const webhook = await stravaWebhookServer(world.ports);
  atEnd.push(webhook.stop);
  await webhook.subscribe();
  for (const { uid, athlete } of PEOPLE) await connectAndSync(world, uid, athlete.id);
  train(world, events);
  await world.sandbox.world.deliveries.settled();
  if (faults) {
    const { faults: sandboxFaults } = world.sandbox.world;
    const path = '/api/v3';
    sandboxFaults.add({ kind: 'status', status: 503, path, probability: 0.08 });
    sandboxFaults.add({ kind: 'reset', path, probability: 0.07 });
    sandboxFaults.add({ kind: 'truncate', path, probability: 0.07 });
  }
  await work(world, faults ? 0.05 : 0);
  return world;
}

/** What athletes see, without the instants of writing. */
function trainingIn(contents: Map<string, string>): Map<string, unknown> {
  const seen = [...contents].filter(([path]) =>
    /^users\/\w+\/(activities|ledger|dashboard)\//.test(path),
  );
  const timeless = (key: string, value: unknown) =>
    ['createdAt', 'updatedAt', 'asOf'].includes(key) ? undefined : value;
  return new Map(
    seen
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, text]) => [path, JSON.parse(text, timeless) as unknown]),
  );
}

async function aDatabase(): Promise<Database> {
  const firestore = await startFirestore({ port: 0 });
  process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${firestore.port}`;
  const database = firestoreDatabase('demo-storm');
  atEnd.push(async () => {
    await database.terminate();
    await firestore.stop();
  });
  return database;
}

const item = z.object({ state: z.string(), lastError: z.string().nullable() });

describe('events, repeated, shuffled, with faults in 20 % of calls and workers that vanish', () => {
  test.each([
    ['2,000 in memory', 2000, false],
    ['150 on Firestore', 150, true],
  ])('%s leave the same documents as a quiet run, and all work done', async (_, events, isReal) => {
    const database = isReal ? await aDatabase() : undefined;
    const stormy = await aRun(events, true, database);
    const quiet = await aRun(events, false);
    const delivered = stormy.sandbox.world.deliveries.log.length;
    expect(delivered).toBeGreaterThan(events * 1.2);
    const contents = database === undefined ? contentsOf(stormy) : await everything(database);
    const items = [...contents].flatMap(([path, text]) =>
      path.startsWith('inbox/') ? [item.parse(JSON.parse(text))] : [],
    );
    expect(items.length).toBeGreaterThan(events * 0.9);
    const unfinished = items.filter(
      ({ state, lastError }) => state !== 'done' && !(state === 'dead' && lastError),
    );
    expect(unfinished).toEqual([]);
    const seen = trainingIn(contents);
    const wanted = trainingIn(contentsOf(quiet));
    expect([...seen.keys()]).toEqual([...wanted.keys()]);
    for (const [path, document] of wanted) expect([path, seen.get(path)]).toEqual([path, document]);
    const calls = stormy.sandbox.world.calls.filter(({ path }) => path.startsWith('/api/v3/act'));
    const broken = calls.filter(({ status }) => status === 503 || status === 0).length;
    expect(broken / calls.length).toBeGreaterThan(0.1);
  });
});
