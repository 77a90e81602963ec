import type { Page } from 'playwright-core';

/** Besides controls a keyboard also stops at what scrolls, so one round may not be enough. */
const ROUNDS = 3;

/**
 * Presses Tab through a page.
 * @returns its visible controls that focus never came to, or on which it could not be seen, one line each
 */
export async function controlsOutOfReach(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const focused = new Map<Element, boolean>();
    Object.assign(globalThis, { focused });
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof Element)) return;
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      const { width, height } = target.getBoundingClientRect();
      const isSeen = outlineStyle !== 'none' && outlineWidth !== '0px' && width * height > 0;
      focused.set(target, isSeen);
    });
  });
  let missing = await outOfReach(page);
  const controls = missing.length;
  if (controls === 0) throw new Error(`${page.url()} has no control at all`);
  for (let round = 0; round < ROUNDS && missing.length > 0; round++) {
    for (let i = 0; i <= controls; i++) await page.keyboard.press('Tab');
    missing = await outOfReach(page);
  }
  return missing;
}

function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { focused } = globalThis as unknown as { focused: Map<Element, boolean> };
    const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';
    return [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility())
      .filter((one) => focused.get(one) !== true)
      .map((one) => {
        const name = one.getAttribute('aria-label') ?? one.textContent.trim();
        return `${focused.has(one) ? 'unseen' : 'unreached'}: <${one.localName}> ${name}`;
      });
  });
}
