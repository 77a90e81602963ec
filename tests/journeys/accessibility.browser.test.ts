import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlsOutOfReach } from '../browser/controls-out-of-reach.ts';
import { openApp, type App } from '../browser/open-app.ts';
import { trainingArchive, trainingPlan } from '../browser/training-plan.ts';
import { violationsInBothThemes } from '../browser/violations-in-both-themes.ts';

const OPEN = ['/', '/login', '/signup', '/reset'];
const OWN = ['/dashboard', '/activities', '/journal', '/import', '/settings', '/science'];

let app: App;
let page: Page;

beforeAll(async () => {
  app = await openApp();
  page = await app.newPage();
});
afterAll(() => app.close());

describe('axe-core finds nothing in both themes, and Tab comes visibly to every control,', () => {
  test.each(OPEN)('on %s', async (route) => {
    await page.goto(route);
    await page.locator('h1').waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    expect(await controlsOutOfReach(page)).toEqual([]);
  });

  test('on the dashboard of dropped files', async () => {
    await page.goto('/');
    const archive = trainingArchive(trainingPlan(40, '2026-05-31', 0.2));
    const name = 'archive.zip';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/zip', buffer: archive });
    await page.getByRole('heading', { name: 'First, your heart rates.' }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    expect(await controlsOutOfReach(page)).toEqual([]);
    await page.getByRole('button', { name: 'Keep this' }).click();
    await page.getByText('Your 40 sessions will be imported right after.').waitFor();
    await page.getByLabel('E-mail').fill('kept@example.com');
    await page.getByLabel('Password').fill('a long secret');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('link', { name: 'See the dashboard' }).waitFor();
    const outcome = page.getByRole('region', { name: 'Outcome' });
    await expect.poll(() => outcome.innerText()).toContain('40');
  });

  test.each(OWN)('on %s', async (route) => {
    await page.goto(route);
    await page.locator('h1').waitFor();
    await page.locator('.skeleton, .waiting').first().waitFor({ state: 'detached' });
    expect(await violationsInBothThemes(page)).toEqual([]);
    expect(await controlsOutOfReach(page)).toEqual([]);
  });

  test('on an activity', async () => {
    await page.goto('/activities');
    await page.getByRole('list', { name: 'Activities' }).getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Heart rate over your zones' }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    expect(await controlsOutOfReach(page)).toEqual([]);
  });
});

describe('on a phone', () => {
  test('every room is a thumb away, behind “More” or in the bar', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/dashboard');
    const bar = page.getByRole('navigation', { name: 'Main' });
    await bar.getByRole('button', { name: 'More' }).click();
    const rooms = bar.getByRole('link').and(page.locator('.place'));
    for (const box of await rooms.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()),
    ))
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    expect(await violationsInBothThemes(page)).toEqual([]);
    await bar.getByRole('link', { name: 'Plan' }).click();
    await page.waitForURL('**/plan');
    await bar.getByRole('link', { name: 'Settings' }).waitFor({ state: 'hidden' });
    await bar.getByRole('link', { name: 'Coach' }).click();
    await page.waitForURL('**/coach');
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

test('no page complained', () => {
  expect(app.complaints).toEqual([]);
});
