import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const INSTALLED = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A headless Chromium: the one installed here, else the one that came with the packages. */
export async function launchChromium(): Promise<Browser> {
  const installed = INSTALLED.find((path) => path !== undefined && existsSync(path));
  if (installed !== undefined) return chromium.launch({ executablePath: installed });
  // Its own flags switch the site isolation off that several test contexts at once rely on.
  const flags = sparticuz.args.filter((flag) => !/^--(single-process|no-zygote)/.test(flag));
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: flags });
}
