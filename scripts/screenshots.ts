// Pictures of every route on a phone and a desk, in both themes, into the ignored screenshots/.
// Everything a page writes to the console is printed; a silent run is a clean one.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { openApp } from '../tests/browser/open-app.ts';
import { trainingArchive, trainingPlan } from '../tests/browser/training-plan.ts';

const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desk', width: 1440, height: 1000 },
];
const OPEN = ['', 'login', 'signup', 'reset'];
const OWN = [
  'dashboard',
  'activities',
  'coach',
  'plan',
  'journal',
  'import',
  'settings',
  'science',
  'admin',
];

async function take(page: Page, name: string): Promise<void> {
  for (const { name: size, width, height } of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(800);
      // A window as tall as the page, because a full-page picture resizes the charts while it is taken.
      const pageHeight = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(height, pageHeight) });
      await page.waitForTimeout(400);
      await page.screenshot({ path: `screenshots/${name}-${size}-${colorScheme}.png` });
      await page.setViewportSize({ width, height });
    }
  }
}

mkdirSync('screenshots', { recursive: true });
const app = await openApp();
try {
  const visitor = await app.newPage();
  for (const route of OPEN) {
    await visitor.goto(`/${route}`);
    await visitor.locator('h1').waitFor();
    await take(visitor, route === '' ? 'landing' : route);
  }
  const { page, email } = await app.signUp('pictures');
  execFileSync(process.execPath, ['scripts/admin.ts', 'grant', email], {
    env: { ...process.env, ...app.stack.environment },
  });
  await page.locator('h1').waitFor();
  await take(page, 'dashboard-empty');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'These are mine' }).click();
  // Within the app, so that what was just written is still sent.
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await page.waitForURL('**/import');
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: app.timeZone }).format(new Date());
  const buffer = trainingArchive(trainingPlan(260, today, 0.6));
  await page
    .locator('input[type=file][multiple]')
    .setInputFiles({ name: 'archive.zip', mimeType: 'application/zip', buffer });
  await page.getByRole('link', { name: 'See the dashboard' }).waitFor({ timeout: 180_000 });
  await take(page, 'import-done');
  for (const route of OWN) {
    await page.goto(`/${route}`);
    await page.locator('h1').waitFor();
    await page.locator('.skeleton, .waiting').first().waitFor({ state: 'detached' });
    await take(page, route);
  }
  await page.goto('/activities');
  await page.getByRole('list', { name: 'Activities' }).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Heart rate over your zones' }).waitFor();
  await take(page, 'activity');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/journal');
  await page.getByRole('button', { name: 'More' }).click();
  await take(page, 'more');
  for (const complaint of app.complaints) console.error(complaint);
  if (app.complaints.length > 0) process.exitCode = 1;
} finally {
  await app.close();
}
