import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
const PACKAGE = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/**
 * Flags of the packed browser that tests must not have: they run tabs in one process and switch
 * off site isolation and CORS, so that a server without CORS would pass.
 */
const UNWANTED =
  /^--(single-process|no-zygote|disable-web-security|disable-site-isolation|allow-running-insecure|disable-features)/;

/** The packed browser of just this version, unpacked once and whole; gives its folder. */
function unpackedBrowser(): string {
  const manifest = readFileSync(join(PACKAGE, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  // It unpacks to the temp folder, and takes whatever another version left there for its own.
  const unpack = "await (await import('@sparticuz/chromium')).default.executablePath()";
  const unpacked = spawnSync(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: PACKAGE,
    env: { ...process.env, TMPDIR: draft },
    encoding: 'utf8',
  });
  // System libraries that it needs where there are none.
  const input = brotliDecompressSync(readFileSync(join(PACKAGE, 'bin', 'al2023.tar.br')));
  const tar = spawnSync('tar', ['-x', '-C', draft], { input });
  if (unpacked.status !== 0 || tar.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`Chromium cannot be unpacked to ${draft}: ${unpacked.stderr}`);
  }
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** A headless Chromium: the one installed here, else the one that came with the packages. */
export async function launchChromium(): Promise<Browser> {
  const installed = INSTALLED.find((path) => path !== undefined && existsSync(path));
  if (installed !== undefined) return chromium.launch({ executablePath: installed });
  const folder = unpackedBrowser();
  const options = {
    executablePath: join(folder, 'chromium'),
    args: sparticuz.args.filter((flag) => !UNWANTED.test(flag)),
  };
  try {
    return await chromium.launch(options);
  } catch (error) {
    if (!String(error).includes('shared libraries')) throw error;
    const env = { ...process.env, LD_LIBRARY_PATH: join(folder, 'lib') };
    return chromium.launch({ ...options, env });
  }
}
