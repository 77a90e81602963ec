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
import { anyFreePort } from '../../local/runner/free-port.ts';
import { launchChromium } from '../browser/chromium.ts';
import { athleteClient } from './athlete-client.ts';
import { npmStart, type NpmStart } from './npm-start.ts';

const ADA = { email: 'ada@example.com', password: 'correct horse' };
const BEA = { email: 'bea@example.com', password: 'battery staple' };
const BATCH = 100;
const RIDES = '../shared/data/fit-sweatpy';
const ROBIN_IN_THE_SANDBOX = 7_100_001;
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
    const processes = running.processes();
    running.killEverything();
    await running.gone(processes);
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
    context.setDefaultTimeout(60_000);
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
      await expect.poll(() => dashboard.getByRole('link', { name: title }).count()).toBe(1);
    }
    await expect
      .poll(() => dashboard.locator('body').innerText())
      .toMatch(/TRIMP \d\d,\d{3} in all/);
    const before = await cardValue(dashboard, '7-day load');
    expect(before).toBeGreaterThan(5);

    const sandbox = await context.newPage();
    await sandbox.goto(`${running.stravaAddress}/?athlete=${ROBIN_IN_THE_SANDBOX}`);
    await sandbox.getByRole('button', { name: 'Add now' }).click();
    // 8.2 km on foot are 5.1 miles; nothing reloads the dashboard.
    await expect.poll(() => cardValue(dashboard, '7-day load')).toBeGreaterThanOrEqual(before + 5);
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
        .poll(() => page.locator('body').innerText())
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
    await expect.poll(running.printed).toContain('Functions is back');
    expect(running.printed()).toContain('Functions ended (SIGKILL); starting it again');
    expect((await fetch(`${running.address}/api/health`)).status).toBe(200);
  });

  test('kill -9 of everything during an import leaves each batch whole or absent', async () => {
    const before = await athleteClient(running.address, ADA, 'sign-up');
    const batches = Array.from({ length: 8 }, (_, index) => runs(index * BATCH, BATCH));
    const answered = new Set<number>();
    const processes = running.processes();
    // All at once, and the end comes as soon as some are done and others are not.
    const imports = batches.map(async (batch, index) => {
      const answer = await before.importBatch(batch).catch(() => null);
      if (answer?.ok !== true) return;
      answered.add(index);
      if (answered.size === 2) running.killEverything(processes);
    });
    await Promise.all(imports);
    await running.gone(processes);
    await before.close();
    expect(answered.size).toBeLessThan(batches.length);

    running = await npmStart(dataDir, port);
    const after = await athleteClient(running.address, ADA, 'sign-in');
    const kept = await after.activities();
    const names = new Set([...kept.values()].map(({ name }) => name));
    for (const [index, batch] of batches.entries()) {
      const present = batch.filter(({ name }) => names.has(name)).length;
      if (answered.has(index)) expect(present).toBe(BATCH);
      // One transaction for each year that a batch touches.
      else expect(present === 0 || wholeYears(batch, names)).toBe(true);
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

/** Whether of each year in the batch either every activity is there or none. */
function wholeYears(batch: ActivityFacts[], names: Set<string>): boolean {
  const years = new Map<string, Set<boolean>>();
  for (const { localDay, name } of batch) {
    const year = localDay.slice(0, 4);
    years.set(year, (years.get(year) ?? new Set()).add(names.has(name)));
  }
  return [...years.values()].every((presence) => presence.size === 1);
}
