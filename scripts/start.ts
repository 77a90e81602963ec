// `npm start`: builds what is out of date, runs the product on this machine, prints where it is.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDeploymentManifest } from '../local/runner/deployment-manifest.ts';
import { readLocalSettings, readSettingsFile } from '../local/runner/local-settings.ts';
import { runStack, type Stack } from '../local/runner/run-stack.ts';
import { hasRealStrava } from '../local/runner/stack-plan.ts';
import { scheduleOf } from '../local/runner/start-schedule.ts';
import { BUILDS, ensureBuilt } from './start/ensure-built.ts';
import { progressLine } from './start/progress-line.ts';
import { alreadyRunning, markRunning, unmarkRunning } from './start/running-mark.ts';
import { START_HELP, startOptions, type StartOptions } from './start/start-options.ts';
import { startScreen } from './start/start-screen.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dataDir = join(root, '.data');
const DEFAULT_POLL_MINUTES = 15;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function optionsOrFail(): StartOptions {
  try {
    return startOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail(`${error.message}\n\n${START_HELP}`);
  }
}

const options = optionsOrFail();
if (options.help) {
  console.log(START_HELP);
  process.exit(0);
}
const read = readLocalSettings(readSettingsFile(join(root, '.env')), process.env);
if (!read.ok)
  fail(`.env needs a look (.env.example explains each):\n  ${read.problems.join('\n  ')}`);
const { settings } = read;
const progress = progressLine(process.stdout, options.quiet);
for (const name of read.unknown) progress.note(`.env: nothing reads ${name}; is it misspelt?`);

const other = await alreadyRunning(dataDir);
if (other) fail(`Training Monkey already runs at ${other.address} (process ${other.pid}).`);
if (options.fresh) rmSync(dataDir, { recursive: true, force: true });

const begun = performance.now();
let stack: Stack | undefined;
let stopping = false;
const stop = async () => {
  if (stopping) process.exit(1);
  stopping = true;
  progress.say('Stopping …');
  await stack?.stop();
  unmarkRunning(dataDir);
  progress.done();
  if (!options.quiet) console.log('Stopped. Everything is kept.');
  process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

try {
  progress.say('Building …');
  await ensureBuilt(root, BUILDS.functions);
  const webBuilt = ensureBuilt(root, BUILDS.web);
  // Until both are awaited together below, a failure here must not count as unhandled.
  webBuilt.catch(() => undefined);
  const port = options.port ?? settings.PORT;
  const real = hasRealStrava(settings);
  const started: string[] = [];
  stack = await runStack({
    root,
    dataDir,
    settings,
    sandbox: options.sandbox,
    ...(port === undefined ? {} : { port }),
    onReady: (part) => {
      started.push(part);
      progress.say(`Starting … ${started.join(', ')}`);
    },
    onNotice: (message) => progress.note(message),
  });
  progress.say('Building the web app …');
  await webBuilt;
  markRunning(dataDir, stack.address);
  progress.done();
  const schedule = scheduleOf(readDeploymentManifest(join(root, 'functions/deployment.json')));
  if (options.quiet) console.log(stack.address);
  else {
    console.log(
      startScreen({
        address: stack.address,
        dataDir: '.data',
        demo: null,
        strava: real
          ? { kind: 'real', pollMinutes: settings.STRAVA_POLL_MINUTES ?? DEFAULT_POLL_MINUTES }
          : options.sandbox
            ? { kind: 'sandbox', address: `http://localhost:${stack.ports.strava}` }
            : null,
        parts: [...stack.parts, { name: 'Web app', address: `localhost:${stack.ports.gateway}` }],
        schedule,
        seconds: (performance.now() - begun) / 1000,
      }),
    );
  }
} catch (error) {
  progress.done();
  await stack?.stop();
  fail(error instanceof Error ? error.message : String(error));
}
