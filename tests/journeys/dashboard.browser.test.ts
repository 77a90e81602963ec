import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callAs, openApp, type App, type Athlete } from '../browser/open-app.ts';
import { trainingPlan } from '../browser/training-plan.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = join(root, '../shared/data/fit-sweatpy');
const REAL_FILES = ['4078723797.fit', '4801048867.fit', '2020-06-01-16-52-40.fit'].map((name) =>
  join(data, name),
);
const hasRealFiles = existsSync(data);
if (!hasRealFiles) console.log('skipped: real recordings, because ../shared/data is absent');

let app: App;
let athlete: Athlete;
let folder: string;
let files: string[];
let today: string;

interface Analysis {
  days: { day: string; trimp: number | null; acuteTrimp: number; acuteLoad: number }[];
  latest: Record<string, number>;
}
function analyze(): Analysis {
  const flags = ['--json', '--as-of', today, '--time-zone', app.timeZone];
  const run = spawnSync(process.execPath, ['scripts/analyze.ts', ...flags, ...files], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  return JSON.parse(run.stdout) as Analysis;
}
const figure = (card: string) =>
  athlete.page
    .getByRole('region', { name: 'Key numbers' })
    .getByRole('article')
    .filter({ has: athlete.page.getByRole('link', { name: card, exact: true }) });

beforeAll(async () => {
  app = await openApp();
  athlete = await app.signUp('first');
  folder = mkdtempSync(join(tmpdir(), 'training-monkey-files-'));
  today = await athlete.page.evaluate(() => new Intl.DateTimeFormat('sv-SE').format(new Date()));
  const planned = trainingPlan(40, today, 0.3).filter(
    ({ startedAt }) => startedAt.slice(0, 10) < today,
  );
  files = planned.map(({ fileName, bytes }) => {
    const path = join(folder, fileName);
    writeFileSync(path, bytes());
    return path;
  });
  if (hasRealFiles) files.push(...REAL_FILES);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await app.close();
});

describe('the dashboard', () => {
  test('asks for the heart rates first and takes their confirmation', async () => {
    const { page } = athlete;
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('These are defaults, not yours.').waitFor();
    await page.getByRole('button', { name: 'These are mine' }).click();
    await page.getByText('These are defaults, not yours.').waitFor({ state: 'detached' });
  });

  test('imports files and says what became of each', async () => {
    const { page } = athlete;
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    // The settings that it comes from take a file too.
    await page.waitForURL('**/import');
    const broken = join(folder, 'broken.fit');
    writeFileSync(broken, 'no recording at all');
    await page.locator('input[type=file][multiple]').setInputFiles([...files, broken]);
    await page.getByRole('link', { name: 'See the dashboard' }).waitFor();
    const outcome = page.getByRole('region', { name: 'Outcome' });
    await expect.poll(() => outcome.innerText()).toContain(String(files.length));
    const row = page.getByRole('row').filter({ hasText: 'broken.fit' });
    await row.getByText('it is neither FIT, TCX nor GPX').waitFor();
  });

  test('shows the numbers that analyze computes from the same files', async () => {
    const { page } = athlete;
    await page.getByRole('link', { name: 'See the dashboard' }).click();
    await figure('Acute : chronic').waitFor();
    const { days, latest } = analyze();
    const two = (name: string) => latest[name]!.toFixed(2);
    const divergence = two('normalizedDivergence').replace('-', '−');
    // The cards are live: what was imported last may reach them a moment after the page opens.
    for (const [name, value] of [
      ['Acute : chronic', two('acuteChronicRatio')],
      ['Acute : chronic', two('trimpAcuteChronicRatio')],
      ['7-day load', latest['sevenDayLoad']!.toFixed(1)],
      ['7-day TRIMP', latest['sevenDayTrimp']!.toFixed(0)],
      ['Divergence', divergence],
    ] as const) {
      await expect.poll(() => figure(name).innerText()).toContain(value);
    }

    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Internal load as a table' }).click();
    const rows = page.getByRole('region', { name: 'Internal load, table' }).locator('tbody tr');
    const computed = days.map((day) => [
      day.trimp === null ? '–' : Math.round(day.trimp).toLocaleString('en-US'),
      day.acuteTrimp.toLocaleString('en-US', {
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }),
    ]);
    // A chart takes up a new range a frame or two after the button.
    const shown = async () => {
      const cells = await rows.evaluateAll((all) =>
        all.map((row) => [...row.children].map((cell) => cell.textContent)),
      );
      return cells.map(([, trimp, acute]) => [trimp, acute]).reverse();
    };
    await expect.poll(shown).toEqual(computed);
    await page.getByRole('button', { name: 'Internal load as a table' }).click();
    await page.getByRole('button', { name: '90 days' }).click();
  });

  test('gives the numbers of every chart as a table', async () => {
    const { page } = athlete;
    await page.getByRole('button', { name: 'All', exact: true }).click();
    const switches = page.getByRole('button', { name: /as a table$/ });
    await expect.poll(() => switches.count()).toBe(5);
    for (const one of await switches.all()) await one.press('Enter');
    const tables = page.getByRole('region', { name: /, table$/ });
    await expect.poll(() => tables.count()).toBe(5);
    for (const one of await tables.all()) {
      expect(await one.locator('tbody tr').count()).toBeGreaterThan(0);
    }
    for (const one of await switches.all()) await one.press('Enter');
    await page.getByRole('button', { name: '90 days' }).click();
  });

  test('moves by itself when a session arrives from elsewhere', async () => {
    const { page } = athlete;
    const before = await figure('7-day TRIMP').innerText();
    await page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }));
    await callAs(app, athlete, '/api/activities', {
      facts: {
        startedAt: new Date(Date.now() - 3_600_000).toISOString(),
        localDay: today,
        timeZone: 'Europe/Berlin',
        name: 'Early run',
        sport: 'Run',
        movingTimeS: 1200,
        elapsedTimeS: 1200,
        distanceM: 4000,
        elevationGainM: 10,
        heartRate: { avgBpm: 150, maxBpm: 170, histogram: null },
        deviceName: null,
      },
    });
    await expect.poll(() => figure('7-day TRIMP').innerText()).not.toBe(before);
    await page.getByText(/Live · updated/).waitFor();
    expect(await page.evaluate(() => 'stillTheSamePage' in globalThis)).toBe(true);
  });

  test('costs another device six reads at most, as the server bills them', async () => {
    const page = await app.newPage();
    await page.goto('/login?next=/dashboard');
    await page.getByLabel('E-mail').fill(athlete.email);
    await page.getByLabel('Password').fill(athlete.password);
    const { ports, projectId } = app.stack;
    const bill = `http://127.0.0.1:${ports.firestore}/emulator/v1/projects/${projectId}:billing`;
    await fetch(bill, { method: 'DELETE' });
    await page.getByRole('button', { name: 'Log in' }).click();
    const switches = page.getByRole('button', { name: /as a table$/ });
    await expect.poll(() => switches.count()).toBe(5);
    const { client } = (await (await fetch(bill)).json()) as { client: { reads: number } };
    expect(client.reads).toBeGreaterThan(0);
    expect(client.reads).toBeLessThanOrEqual(6);
    await page.context().close();
  });

  test('is worked by keyboard: a day is chosen, read out, pinned and listed', async () => {
    const { page } = athlete;
    const chart = page.getByRole('slider', { name: 'Internal load: day' });
    await chart.focus();
    const read = () => chart.getAttribute('aria-valuetext');
    await expect.poll(read).toContain('TRIMP');
    const first = await read();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(read).not.toBe(first);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Pinned day' }).getByText('Early run').waitFor();
    await page.keyboard.press('Escape');
  });

  test('tells a person who lost access so, and offers to try again', async () => {
    const { page } = athlete;
    const rules = `http://127.0.0.1:${app.stack.ports.firestore}/emulator/v1/projects/${app.stack.projectId}:securityRules`;
    const put = async (content: string) => {
      const files = [{ name: 'firestore.rules', content }];
      const answer = await fetch(rules, {
        method: 'PUT',
        body: JSON.stringify({ rules: { files } }),
      });
      expect(answer.status).toBe(200);
    };
    await put(
      "rules_version = '2'; service cloud.firestore { match /databases/{d}/documents { match /{any=**} { allow read, write: if false; } } }",
    );
    await page.goto('/journal');
    const refusals = page.getByText('You no longer have access to this.');
    await refusals.first().waitFor();
    await put(readFileSync(join(root, 'firestore.rules'), 'utf8'));
    // Whatever is read apart is asked for again apart.
    const again = page.getByRole('button', { name: 'Try again' });
    const leftAfterTrying = async () => {
      const [one] = await again.all();
      await one?.click();
      return refusals.count();
    };
    await expect.poll(leftAfterTrying).toBe(0);
    await page.getByLabel('Sleep (hours)').waitFor();
  });
});
