import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  emptyLedger,
  ledgerRowFrom,
  withLedgerRows,
  type ActivityDocument,
  type ActivityFacts,
  type Ledger,
} from '@training-monkey/training';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DEMO_ATHLETE } from '../../local/demo/demo-account.ts';
import { anyFreePort } from '../../local/runner/free-port.ts';
import { launchChromium } from '../browser/chromium.ts';
import { athleteClient } from './athlete-client.ts';
import { npmStart, type NpmStart } from './npm-start.ts';

const ADA = { email: 'ada@example.com', password: 'correct horse' };
const BEA = { email: 'bea@example.com', password: 'battery staple' };
const BATCH = 100;
const RIDES = '../shared/data/fit-sweatpy';
const IN_BERLIN = {
  viewport: { width: 1280, height: 900 },
  locale: 'en-US',
  timezoneId: 'Europe/Berlin',
} satisfies BrowserContextOptions;

const analysis = z.object({
  activities: z.array(
    z.object({
      startedAt: z.string(),
      trimp: z.number().nullable(),
      totalLoadMiles: z.number().nullable(),
      duplicateOf: z.string().nullable(),
    }),
  ),
});
/** For everything on a slow and busy machine; on others it comes within seconds. */
const PATIENCE_MS = 150_000;
const patiently = { timeout: PATIENCE_MS };
const dataDir = mkdtempSync(join(tmpdir(), 'training-monkey-start-'));

/** Invented runs on successive days, enough to cross into another year. */
function runs(first: number, count: number): ActivityFacts[] {
  return Array.from({ length: count }, (_, index) => {
    const startedAt = new Date(Date.UTC(2024, 6, 1, 6) + (first + index) * 86_400_000);
    const minutes = 30 + ((first + index) % 40);
    return {
      startedAt: startedAt.toISOString(),
      localDay: startedAt.toISOString().slice(0, 10) as ActivityFacts['localDay'],
      timeZone: 'Europe/Berlin',
      name: `Run ${first + index}`,
      sport: 'Run',
      movingTimeS: minutes * 60,
      elapsedTimeS: minutes * 60 + 30,
      distanceM: minutes * 180,
      elevationGainM: minutes,
      heartRate: {
        avgBpm: 140,
        maxBpm: 151,
        histogram: { firstBpm: 139, seconds: [minutes * 20, minutes * 20, minutes * 20] },
      },
      deviceName: null,
    };
  });
}

/** The ledgers these activities must give, computed from nothing. */
function rebuilt(activities: Map<string, ActivityDocument>): Ledger[] {
  const years = new Map<number, Ledger>();
  for (const [id, document] of activities) {
    const year = Number(document.date.slice(0, 4));
    const before = years.get(year) ?? emptyLedger(year);
    years.set(year, withLedgerRows(before, { put: [ledgerRowFrom(id, document)] }));
  }
  return [...years.values()].sort((a, b) => a.year - b.year);
}

/** What a card of the dashboard says in its largest letters. */
async function cardValue(page: Page, title: string): Promise<number> {
  const card = page.locator('article').filter({ has: page.getByRole('link', { name: title }) });
  return Number.parseFloat((await card.locator('.value').innerText()).replace(',', ''));
}

const demoDay = () => new Date().toLocaleDateString('sv', { timeZone: DEMO_ATHLETE.timeZone });

describe('npm start', () => {
  let port: number;
  let running: NpmStart;
  let browser: Browser;

  beforeAll(async () => {
    port = await anyFreePort();
    [running, browser] = await Promise.all([npmStart(dataDir, port), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await running.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('says in one screen where it is, who to be, what runs and how to stop', () => {
    const screen = running.printed();
    expect(running.address).toBe(`http://localhost:${port}`);
    for (const part of ['Auth', 'Functions', 'Firestore', 'PostgreSQL', 'Strava sandbox']) {
      expect(screen).toMatch(new RegExp(`^ +${part} +127\\.0\\.0\\.1:\\d+$`, 'm'));
    }
    expect(screen).toMatch(/Look around +\S+@\S+/);
    expect(screen).toContain('recompute-metrics');
  });

  /** A browser profile of its own on a machine that may be slow. */
  const newContext = async () => {
    const context = await browser.newContext(IN_BERLIN);
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  };

  test('shows the demo athlete a full dashboard that a session in the sandbox moves', async () => {
    const context = await newContext();
    const dashboard = await context.newPage();
    await dashboard.goto(`${running.address}/login`);
    await dashboard.getByRole('button', { name: /demo athlete/ }).click();
    await dashboard.waitForURL('**/dashboard');
    await dashboard.getByText('All', { exact: true }).click();
    for (const title of [
      'Acute : chronic',
      'Divergence',
      '7-day load',
      '7-day TRIMP',
      'Coverage',
    ]) {
      await dashboard.getByRole('link', { name: title }).waitFor();
    }
    await expect
      .poll(() => dashboard.locator('body').innerText(), patiently)
      .toMatch(/TRIMP \d\d,\d{3} in all/);
    const day = demoDay();
    const before = await cardValue(dashboard, '7-day load');
    expect(before).toBeGreaterThan(5);

    const sandbox = await context.newPage();
    await sandbox.goto(`${running.stravaAddress}/?athlete=${DEMO_ATHLETE.stravaAthleteId}`);
    await sandbox.getByRole('button', { name: 'Add now' }).click();
    // 8.2 km on foot are 5.1 miles; nothing reloads the dashboard. Midnight would take a day away.
    const hasMoved = (now: number) => now >= before + 5 || (now !== before && demoDay() !== day);
    await expect.poll(() => cardValue(dashboard, '7-day load'), patiently).toSatisfy(hasMoved);
    await context.close();
  });

  const hasRides = existsSync(RIDES);
  if (!hasRides) console.log(`Skipped, there is no ${RIDES}: importing real FIT files`);
  test.skipIf(!hasRides)(
    'a new athlete’s FIT files give the numbers of npm run analyze',
    async () => {
      const files = readdirSync(RIDES)
        .filter((name) => name.endsWith('.fit'))
        .map((name) => join(RIDES, name));
      const args = ['run', '--silent', 'analyze', '--', '--json', '--time-zone', 'Europe/Berlin'];
      const printed = execFileSync('npm', [...args, ...files], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 1e8,
      });
      const expected = analysis
        .parse(JSON.parse(printed))
        .activities.filter(({ duplicateOf }) => duplicateOf === null);

      const context = await newContext();
      const page = await context.newPage();
      await page.goto(`${running.address}/signup`);
      await page.getByLabel('E-mail').fill(BEA.email);
      await page.getByLabel('Password').fill(BEA.password);
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.waitForURL('**/dashboard');
      await page.getByRole('link', { name: 'Import' }).first().click();
      await page.locator('input[type=file]').first().setInputFiles(files);
      await page.getByRole('link', { name: 'See the dashboard' }).click();
      await page.waitForURL('**/dashboard');
      await page.getByText('All', { exact: true }).click();
      const trimp = expected.reduce((sum, one) => sum + (one.trimp ?? 0), 0);
      await expect
        .poll(() => page.locator('body').innerText(), patiently)
        .toContain(`TRIMP ${Math.round(trimp).toLocaleString('en-US')} in all`);
      await context.close();

      // Behind the rounded figures on the screen stand exactly those of the command.
      const client = await athleteClient(running.address, BEA, 'sign-in');
      const stored = [...(await client.activities()).values()].sort((a, b) =>
        a.startedAt.localeCompare(b.startedAt),
      );
      await client.close();
      expect(stored.map(({ startedAt }) => startedAt)).toEqual(
        expected.map(({ startedAt }) => startedAt),
      );
      for (const [index, activity] of stored.entries()) {
        expect(activity.trimp).toBeCloseTo(expected[index]?.trimp ?? Number.NaN, 9);
        const load = expected[index]?.totalLoadMiles ?? null;
        if (load === null) expect(activity.totalLoadMiles).toBeNull();
        else expect(activity.totalLoadMiles).toBeCloseTo(load, 9);
      }
    },
  );

  test('a part that is killed is started again, and said so', async () => {
    const [functions] = running.processes('serve-functions.ts');
    expect(functions).toBeDefined();
    process.kill(functions ?? 0, 'SIGKILL');
    await expect.poll(running.printed, patiently).toContain('Functions is back');
    expect(running.printed()).toContain('Functions ended (SIGKILL); starting it again');
    expect((await fetch(`${running.address}/api/health`)).status).toBe(200);
  });

  test('an import that kill -9 of everything ends is finished or as if never begun', async () => {
    const before = await athleteClient(running.address, ADA, 'sign-up');
    const batches = Array.from({ length: 8 }, (_, index) => runs(index * BATCH, BATCH));
    const answered = new Set<number>();
    const processes = running.processes();
    // Imports of one athlete wait for each other: when the first is done, the next is at it.
    let killed: Promise<void> | undefined;
    const imports = batches.map(async (batch, index) => {
      const answer = await before.importBatch(batch).catch(() => null);
      if (answer?.ok !== true) return;
      answered.add(index);
      killed ??= running.kill(processes);
    });
    await Promise.all(imports);
    expect(answered.size).toBeGreaterThan(0);
    expect(answered.size).toBeLessThan(batches.length);
    await killed;
    await before.close();

    running = await npmStart(dataDir, port);
    const after = await athleteClient(running.address, ADA, 'sign-in');
    const kept = await after.activities();
    const names = new Set([...kept.values()].map(({ name }) => name));
    for (const [index, batch] of batches.entries()) {
      const present = batch.filter(({ name }) => names.has(name)).length;
      expect(answered.has(index) ? [BATCH] : [0, BATCH]).toContain(present);
    }
    expect(await after.ledgers()).toEqual(rebuilt(kept));

    for (const batch of batches) expect((await after.importBatch(batch)).ok).toBe(true);
    const complete = await after.activities();
    expect(complete.size).toBe(batches.length * BATCH);
    expect(await after.ledgers()).toEqual(rebuilt(complete));
    await after.close();
  });

  test('Ctrl-C leaves no process, and the next start still knows everything', async () => {
    const before = await athleteClient(running.address, ADA, 'sign-in');
    const [activities, ledgers] = [await before.activities(), await before.ledgers()];
    await before.close();
    const processes = running.processes();
    expect(processes.length).toBeGreaterThan(5);
    running.interrupt();
    await running.gone(processes);
    expect(running.printed()).toContain('Stopped. Everything is kept.');

    running = await npmStart(dataDir, port);
    const after = await athleteClient(running.address, ADA, 'sign-in');
    expect(await after.activities()).toEqual(activities);
    expect(await after.ledgers()).toEqual(ledgers);
    await after.close();
  });
});
