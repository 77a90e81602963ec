import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
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

/**
 * Flags of the packed browser that tests must not have: they run tabs in one process and switch
 * off site isolation and CORS, so that a server without CORS would pass.
 */
const UNWANTED =
  /^--(single-process|no-zygote|disable-web-security|disable-site-isolation|allow-running-insecure|disable-features)/;

/** System libraries that the packed browser needs, unpacked from beside it; gives their folder. */
function unpackLibraries(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const archive = join(dirname(entry), '..', 'bin', 'al2023.tar.br');
  const folder = mkdtempSync(join(tmpdir(), 'chromium-libraries-'));
  const input = brotliDecompressSync(readFileSync(archive));
  const tar = spawnSync('tar', ['-x', '-C', folder], { input });
  if (tar.status !== 0) throw new Error(`Chromium's libraries cannot be unpacked to ${folder}`);
  return join(folder, 'lib');
}

/** A headless Chromium: the one installed here, else the one that came with the packages. */
export async function launchChromium(): Promise<Browser> {
  const installed = INSTALLED.find((path) => path !== undefined && existsSync(path));
  if (installed !== undefined) return chromium.launch({ executablePath: installed });
  const options = {
    executablePath: await sparticuz.executablePath(),
    args: sparticuz.args.filter((flag) => !UNWANTED.test(flag)),
  };
  try {
    return await chromium.launch(options);
  } catch (error) {
    if (!String(error).includes('shared libraries')) throw error;
    const env = { ...process.env, LD_LIBRARY_PATH: unpackLibraries() };
    return chromium.launch({ ...options, env });
  }
}
