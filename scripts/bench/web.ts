import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { callAs, openApp, type App, type Athlete } from '../../tests/browser/open-app.ts';
import { trainingArchive, trainingPlan } from '../../tests/browser/training-plan.ts';

const YEARS = 10;
const SWITCHES = 200;
const LANDING_FILES = 1000;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const kb = (bytes: number) => Math.round(bytes / 102.4) / 10;

/** Bytes over the wire from the web app's own origin, by kind. */
async function countBytes(page: Page, origin: string) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const kinds = new Map<string, string>();
  const bytes = { script: 0, all: 0 };
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (response.url.startsWith(origin)) kinds.set(requestId, type);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind === undefined) return;
    bytes.all += encodedDataLength;
    if (kind === 'Script') bytes.script += encodedDataLength;
  });
  return bytes;
}

/** Longest task of the main thread and summed layout shifts, from now on. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { longestTaskMs: 0, layoutShift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.longestTaskMs = Math.max(seen.longestTaskMs, entry.duration);
      }
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        if (!entry.hadRecentInput) seen.layoutShift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}
const watched = (page: Page) =>
  page.evaluate(
    () => (globalThis as unknown as { seen: { longestTaskMs: number; layoutShift: number } }).seen,
  );

async function landing(app: App) {
  const page = await app.newPage();
  await watch(page);
  const bytes = await countBytes(page, app.stack.address);
  await page.goto('/');
  await page.waitForTimeout(1500);
  const landingScriptKb = kb(bytes.script);
  const buffer = trainingArchive(trainingPlan(LANDING_FILES, '2026-05-31'));
  const folder = mkdtempSync(join(tmpdir(), 'training-monkey-bench-'));
  const archive = join(folder, 'archive.zip');
  writeFileSync(archive, buffer);
  const input = page.locator('input[type=file]');
  await page.evaluate(() => {
    (globalThis as unknown as { seen: { longestTaskMs: number } }).seen.longestTaskMs = 0;
  });
  const started = performance.now();
  await input.setInputFiles(archive);
  await page.getByText(/^Reading [\d,]+ of 1,000 files/).waitFor();
  await page.locator('h1 em').waitFor({ timeout: 120_000 });
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  await page.waitForTimeout(500);
  const { longestTaskMs } = await watched(page);
  await page.context().close();
  rmSync(folder, { recursive: true });
  return {
    landingScriptKb,
    archiveFiles: LANDING_FILES,
    archiveMb: Math.round(buffer.length / 1e5) / 10,
    archiveSeconds: seconds,
    archiveLongestTaskMs: Math.round(longestTaskMs),
  };
}

async function seed(app: App, athlete: Athlete): Promise<number> {
  const sessions = trainingPlan(Math.round(YEARS * 313), new Date().toISOString().slice(0, 10));
  const facts = sessions.map(({ startedAt, fileName }, i) => ({
    facts: {
      startedAt,
      localDay: startedAt.slice(0, 10),
      timeZone: 'Europe/Berlin',
      name: fileName,
      sport: i % 3 === 0 ? 'Ride' : 'Run',
      movingTimeS: 3000 + (i % 7) * 300,
      elapsedTimeS: 5400,
      distanceM: 9000 + (i % 5) * 900,
      elevationGainM: 100,
      heartRate: i % 12 === 0 ? null : { avgBpm: 130 + (i % 20), maxBpm: 175, histogram: null },
      deviceName: null,
    },
    fileName: null,
  }));
  for (let at = 0; at < facts.length; at += 200) {
    await callAs(app, athlete, '/api/activities:import', { activities: facts.slice(at, at + 200) });
  }
  return facts.length;
}

async function usedHeapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1e5) / 10;
}

/** Time from the click until the second frame after it has been painted. */
function switchRange(page: Page, label: string): Promise<number> {
  return page.evaluate((name) => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('.segmented button')];
    const button = buttons.find((one) => one.textContent?.trim() === name);
    if (button === undefined) throw new Error(`no range ${name}`);
    return new Promise<number>((resolve) => {
      const started = performance.now();
      button.click();
      requestAnimationFrame(() =>
        requestAnimationFrame(() => resolve(performance.now() - started)),
      );
    });
  }, label);
}

async function dashboard(app: App) {
  const athlete = await app.signUp('bench');
  const sessions = await seed(app, athlete);
  await athlete.page.context().close();

  const page = await app.newPage();
  await watch(page);
  await page.goto('/login?next=/dashboard');
  await page.getByLabel('E-mail').fill(athlete.email);
  await page.getByLabel('Password').fill(athlete.password);
  const billing = `http://127.0.0.1:${app.stack.ports.firestore}/emulator/v1/projects/${app.stack.projectId}:billing`;
  await fetch(billing, { method: 'DELETE' });
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('slider').first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(1500);
  const bill = (await (await fetch(billing)).json()) as { client: { reads: number } };

  const bytes = await countBytes(page, app.stack.address);
  await page.goto('/dashboard');
  await page.getByRole('slider').first().waitFor();
  await page.waitForTimeout(1500);
  const { layoutShift } = await watched(page);
  const dashboardKb = kb(bytes.all);
  const dashboardScriptKb = kb(bytes.script);

  await fetch(billing, { method: 'DELETE' });
  await switchRange(page, 'All');
  await page.waitForTimeout(3000);
  const older = (await (await fetch(billing)).json()) as { client: { reads: number } };
  const ranges = ['90 days', '1 year', 'All', '30'];
  const switches: number[] = [];
  for (let i = 0; i < 20; i++) {
    switches.push(await switchRange(page, ranges[i % ranges.length] ?? 'All'));
    await page.waitForTimeout(150);
  }
  const toAll: number[] = [];
  for (let i = 0; i < 20; i++) {
    await switchRange(page, '90 days');
    toAll.push(await switchRange(page, 'All'));
  }
  const cdp = await page.context().newCDPSession(page);
  const heapBeforeMb = await usedHeapMb(cdp);
  for (let i = 0; i < SWITCHES; i++) await switchRange(page, ranges[i % ranges.length] ?? 'All');
  await page.waitForTimeout(500);
  const heapAfterMb = await usedHeapMb(cdp);

  await switchRange(page, '90 days');
  const card = page.getByRole('region', { name: 'Key numbers' });
  const before = await card.innerText();
  const now = new Date(Date.now() - 60_000).toISOString();
  const started = performance.now();
  await callAs(app, athlete, '/api/activities', {
    facts: {
      startedAt: now,
      localDay: now.slice(0, 10),
      timeZone: 'Europe/Berlin',
      name: 'New',
      sport: 'Run',
      movingTimeS: 900,
      elapsedTimeS: 900,
      distanceM: 3000,
      elevationGainM: 0,
      heartRate: { avgBpm: 150, maxBpm: 160, histogram: null },
      deviceName: null,
    },
  });
  await page.waitForFunction(
    (text) => document.querySelector<HTMLElement>('.cards')?.innerText !== text,
    before,
    { polling: 20, timeout: 10_000 },
  );
  const arrivalMs = Math.round(performance.now() - started);
  return {
    years: YEARS,
    sessions,
    coldReads: bill.client.reads,
    readsForAllYears: older.client.reads,
    dashboardKb,
    dashboardScriptKb,
    layoutShift: Math.round(layoutShift * 1e4) / 1e4,
    rangeSwitchMedianMs: Math.round(median(switches)),
    switchToAllMedianMs: Math.round(median(toAll)),
    heapBeforeMb,
    heapAfterMb,
    arrivalMs,
  };
}

/** Weight and speed of the web app in Chromium, against the running stack. */
export default async function run(): Promise<void> {
  const app = await openApp();
  try {
    const measured = { ...(await landing(app)), ...(await dashboard(app)) };
    console.log(JSON.stringify({ ...measured, complaints: app.complaints.length }));
    for (const complaint of app.complaints) console.error(complaint);
  } finally {
    await app.close();
  }
}
