import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  benchmarkCohort,
  benchmarkCohortId,
  benchmarkDay,
  benchmarkDocument,
  documentPaths,
  localDay,
} from '@training-monkey/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  firestoreDatabase,
  firestoreStore,
} from '../../functions/src/adapters/firestore/firestore-store.ts';
import { stored } from '../../functions/src/ports/stored.ts';
import { stravaStored } from '../../functions/src/ports/strava-stored.ts';
import { newBudget } from '../../functions/src/use-cases/strava/budget/budget-windows.ts';
import { queuedItem } from '../../functions/src/use-cases/inbox/queued-item.ts';
import { controlsOutOfReach } from '../browser/controls-out-of-reach.ts';
import { callAs, openApp, type App, type Athlete } from '../browser/open-app.ts';
import { violationsInBothThemes } from '../browser/violations-in-both-themes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const EVER = '2099-01-01T00:00:00.000Z';

let app: App;
let admin: Athlete;
let other: Athlete;
let database: ReturnType<typeof firestoreDatabase>;

/** Work that was given up, a link that has to be made again, and a Strava that refuses. */
async function trouble() {
  const store = firestoreStore(database, () => undefined);
  const now = new Date();
  const item = queuedItem({ kind: 'strava-purge', uid: 'nobody' }, now);
  const lastError = 'Strava refuses the token of this connection.';
  await store.create(stored.inboxItem('w'), { ...item, state: 'dead', attempts: 8, lastError });
  const { found } = await store.query(stored.users(), { limit: 10 });
  const one = found.find(({ document }) => document.email === other.email);
  await store.transact((tx) => {
    tx.update(stored.user(one?.id ?? ''), {
      strava: {
        athleteId: '501',
        grantedScope: ['read'],
        status: 'reconnect-needed',
        connectedAt: '2026-01-01T00:00:00.000Z',
        leaseUntil: '2026-01-08T12:00:00.000Z',
        lastSyncedAt: '2026-01-02T12:00:00.000Z',
        sync: null,
      },
    });
    const stopped = { reason: 'application-inactive', until: EVER } as const;
    tx.set(stravaStored.budget(), { ...newBudget(now.getTime()), stopped });
    return Promise.resolve();
  });
}

beforeAll(async () => {
  app = await openApp();
  Object.assign(process.env, {
    FIRESTORE_EMULATOR_HOST: app.stack.environment['FIRESTORE_EMULATOR_HOST'],
    METADATA_SERVER_DETECTION: 'none',
  });
  database = firestoreDatabase(app.stack.projectId);
  admin = await app.signUp('olga');
  other = await app.signUp('anna');
  await trouble();
});
afterAll(async () => {
  await database.terminate();
  await app.close();
});

describe('/admin', () => {
  test('sends a signed-out visitor to log in and back', async () => {
    const page = await app.newPage();
    await page.goto('/admin');
    await page.waitForURL((url) => url.searchParams.get('next') === '/admin');
    await page.getByLabel('E-mail').fill(other.email);
    await page.getByLabel('Password').fill(other.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL('**/admin');
    await page.context().close();
  });

  test('tells an athlete that it is for admins, and offers no way there', async () => {
    const { page } = other;
    expect(await page.getByRole('link', { name: 'Admin', exact: true }).count()).toBe(0);
    await page.goto('/admin');
    await page.getByText('This page is for admins.').waitFor();
    expect(await page.getByText(admin.email).count()).toBe(0);
    expect(await violationsInBothThemes(page)).toEqual([]);
  });

  test('opens to whom the operator has just made admin, without a new login', async () => {
    const { page } = admin;
    execFileSync(process.execPath, ['scripts/admin.ts', 'grant', admin.email], {
      cwd: root,
      env: { ...process.env, ...app.stack.environment },
    });
    await page.getByRole('link', { name: 'Admin', exact: true }).click();
    const roll = page.getByRole('list', { name: 'Athletes' });
    const row = roll.getByRole('listitem').filter({ hasText: other.email });
    await expect
      .poll(() => row.innerText())
      .toMatch(/Has to connect again[^]*Last sync[^]*Jan 2, 2026[^]*Lease ended[^]*Jan 8, 2026/);
    await page.getByText('Strava refuses this application.').waitFor();
    await page.getByText('Strava refuses the token of this connection.').waitFor();
    await page.getByText('8 attempts').waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    expect(await controlsOutOfReach(page)).toEqual([]);
  });

  test('tries failed work again, and it is done', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: /^Try again/ }).click();
    await page.getByText('Removal of Strava data is in the queue again.').waitFor();
    await page.getByText('Nothing has failed for good.').waitFor();
    const item = database.doc(documentPaths.inboxItem('w'));
    await expect.poll(async () => (await item.get()).get('state') as unknown).toBe('done');
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('button', { name: 'Look again', disabled: false }).waitFor();
    await page.getByText('Nothing has failed for good.').waitFor();
  });

  test('publishes groups in which an athlete who takes part finds a place', async () => {
    const { page } = other;
    const asOf = benchmarkDay(localDay(new Date().toISOString().slice(0, 10)));
    const cohort = benchmarkCohort('foot', 0.5);
    const weeklyHours = { edges: [0, 1, 2, 3], shares: [0.5, 0.3, 0.2] };
    const published = benchmarkDocument.parse({
      ...cohort,
      asOf,
      athletes: 34,
      distributions: { weeklyHours, ramp: null, coverage: null },
      privacy: { epsilon: 2.5, delta: 1e-5 },
      publishedAt: new Date().toISOString(),
    });
    await database.doc(documentPaths.benchmark(benchmarkCohortId(cohort))).set(published);
    await callAs(app, other, '/api/activities', {
      facts: {
        startedAt: `${asOf}T12:00:00.000Z`,
        localDay: asOf,
        timeZone: 'Europe/Berlin',
        name: 'Long run',
        sport: 'Run',
        movingTimeS: 7200,
        elapsedTimeS: 7200,
        distanceM: 20_000,
        elevationGainM: 0,
        heartRate: null,
        deviceName: null,
      },
    });
    await page.goto('/settings');
    await page.getByLabel('Count me in').check();
    await page.getByText('Beside about 34 athletes').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Hours a week' });
    await expect.poll(() => row.innerText()).toMatch(/0\.5\s+0 %\s+50 %\s+50 %/);
    expect(await violationsInBothThemes(page)).toEqual([]);
  });

  test('leaves no error or warning in the console', () => {
    expect(app.complaints).toEqual([]);
  });
});
