import { defaultAthleteSettings } from '@training-monkey/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlsOutOfReach } from '../browser/controls-out-of-reach.ts';
import { callAs, openApp, type App, type Athlete } from '../browser/open-app.ts';
import { violationsInBothThemes } from '../browser/violations-in-both-themes.ts';

/** Runs of 50 minutes on five days a week, the last yesterday. */
function training(today: string) {
  const dayBefore = (days: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  return Array.from({ length: 60 }, (_, i) => i + 1)
    .filter((ago) => ago % 7 !== 0 && ago % 7 !== 3)
    .map((ago) => {
      const localDay = dayBefore(ago);
      const movingTimeS = 3000;
      return {
        fileName: `run-${ago}.fit`,
        facts: {
          startedAt: `${localDay}T06:00:00.000Z`,
          localDay,
          timeZone: 'Europe/Berlin',
          name: 'Morning run',
          sport: 'Run',
          movingTimeS,
          elapsedTimeS: movingTimeS,
          distanceM: 9000,
          elevationGainM: 40,
          heartRate: {
            avgBpm: 140,
            maxBpm: 150,
            histogram: { firstBpm: 140, seconds: [movingTimeS] },
          },
          deviceName: null,
        },
      };
    });
}

let app: App;
let athlete: Athlete;
/** Within the app, so that what was just written is still sent. */
const go = (place: string) =>
  athlete.page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click();

beforeAll(async () => {
  app = await openApp();
  athlete = await app.signUp('coached');
  const today = await athlete.page.evaluate(() =>
    new Intl.DateTimeFormat('sv-SE').format(new Date()),
  );
  await callAs(app, athlete, '/api/activities:import', { activities: training(today) });
  // Taken up at once, where a page's write is taken up a moment later and outdates what was said.
  const settings = defaultAthleteSettings(app.timeZone, new Date().toISOString());
  await callAs(app, athlete, '/api/my-data:restore', {
    part: 'settings',
    lines: [{ id: 'athlete', document: { ...settings, confirmed: true } }],
  });
});
afterAll(() => app.close());

describe('the coach', () => {
  test('says what to do today when asked, with numbers that lead to their charts', async () => {
    const { page } = athlete;
    await page.goto('/coach');
    await page.getByRole('button', { name: 'Ask the coach now' }).click();
    const words = page.getByRole('region').filter({ hasText: 'What it rests on' });
    await words.getByText('The last 7 days weigh').waitFor();
    await words.getByText('Decided by rules').waitFor();
    const link = words.getByRole('link', { name: 'external load of the last 7 days' });
    await expect.poll(() => link.getAttribute('href')).toContain('/dashboard#work');
  });

  test('takes an opinion and a reason, and another opinion right after', async () => {
    const { page } = athlete;
    const right = page.getByRole('button', { name: 'Yes', exact: true });
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.getByLabel('Why? (if you like)').fill('my legs say otherwise');
    await right.click();
    await go('Journal');
    await go('Coach');
    const reason = page.getByLabel('Why? (if you like)');
    await expect.poll(() => reason.inputValue()).toBe('my legs say otherwise');
    await expect.poll(() => right.getAttribute('aria-pressed')).toBe('true');
  });

  test('says that its words are outdated when the morning journal changes the day', async () => {
    const { page } = athlete;
    await go('Journal');
    await page.getByRole('group', { name: 'Soreness' }).getByRole('button', { name: '5' }).click();
    await go('Coach');
    await page.getByText('Your numbers have changed since.').waitFor();
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByRole('heading', { name: 'Do less today' }).waitFor();
    await page.getByText('You rated the soreness of this morning 5').waitFor();
  });

  test('is silent when switched off, and speaks again', async () => {
    const { page } = athlete;
    const choice = page.getByLabel('Tell me each morning what to do');
    await choice.uncheck();
    await page.getByText('The coach is switched off.').waitFor();
    await choice.check();
    await page.getByRole('heading', { name: 'Do less today' }).waitFor();
  });

  test('and the dashboard give one answer', async () => {
    const { page } = athlete;
    await go('Today');
    await page.getByRole('heading', { level: 1, name: /Ease off today/ }).waitFor();
  });

  test('looks at charts whose lines stay inside, however short the history', async () => {
    const lines = athlete.page.locator('#risk path.line');
    await expect.poll(() => lines.count()).toBe(3);
    const tops = await lines.evaluateAll((paths) =>
      paths.map((path) => (path as unknown as { getBBox: () => { y: number } }).getBBox().y),
    );
    expect(Math.min(...tops)).toBeGreaterThanOrEqual(0);
  });
});

describe('the plan', () => {
  test('is made from a goal, week by week', async () => {
    const { page } = athlete;
    await page.goto('/plan');
    await page.getByRole('button', { name: 'Make a plan' }).click();
    await page.getByRole('heading', { name: 'Your weeks' }).waitFor();
    await expect.poll(() => page.locator('details').count()).toBeGreaterThan(14);
    await page.locator('details[open]').getByText('long', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Drop the plan' }).waitFor();
  });

  test('goes with its goal', async () => {
    const { page } = athlete;
    await page.getByRole('button', { name: 'Drop the plan' }).click();
    await page.getByRole('button', { name: 'Make a plan' }).waitFor();
    await page.getByRole('heading', { name: 'Your weeks' }).waitFor({ state: 'detached' });
  });
});

describe('axe-core finds nothing in both themes, and Tab comes visibly to every control,', () => {
  test.each(['/coach', '/plan'])('on %s', async (route) => {
    const { page } = athlete;
    await page.goto(route);
    await page.locator('h2').first().waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    expect(await controlsOutOfReach(page)).toEqual([]);
  });

  test('and no page complained', () => {
    expect(app.complaints).toEqual([]);
  });
});
