import type { Page } from 'playwright-core';
import { accessibilityViolations } from './open-app.ts';

const TRIES = 20;

/** What axe-core finds wrong with a page in light and in dark and keeps finding, one line each. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const violations = await lastingViolations(page);
    found.push(...violations.map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

/** For a few frames a page that is being drawn may still have the colours of the other theme. */
async function lastingViolations(page: Page): Promise<string[]> {
  let violations = await accessibilityViolations(page);
  for (let tries = 1; violations.length > 0 && tries < TRIES; tries++) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    violations = await accessibilityViolations(page);
  }
  return violations;
}
