import { join, resolve } from 'node:path';
import { connectDemoAthlete } from '../../local/demo/connect-demo-athlete.ts';
import { DEMO_LOGIN } from '../../local/demo/demo-account.ts';
import { trainNowAndThen } from '../../local/demo/train-now-and-then.ts';
import { readDeploymentManifest } from '../../local/runner/deployment-manifest.ts';
import { readLocalSettings, readSettingsFile } from '../../local/runner/local-settings.ts';
import { runStack, type Stack } from '../../local/runner/run-stack.ts';
import { hasRealStrava } from '../../local/runner/stack-plan.ts';
import { scheduleOf, type ScheduleEntry } from '../../local/runner/start-schedule.ts';
import { dataFolder, emptyDataFolder } from './data-folder.ts';
import { BUILDS, ensureBuilt } from './ensure-built.ts';
import { progressLine } from './progress-line.ts';
import { alreadyRunning, markRunning, unmarkRunning } from './running-mark.ts';
import { startOptions, type StartOptions } from './start-options.ts';
import { startScreen } from './start-screen.ts';

export interface LaunchMode {
  /** As typed, for the help text. */
  command: string;
  /** Folder below the repository that keeps everything. */
  dataFolder: string;
  vite?: boolean;
  googleFirestore?: boolean;
  /** Told once everything runs. */
  onRunning?: (stack: Stack, note: (message: string) => void) => void;
}

/** Runs the product for a person at a terminal until they stop it. */
export async function launch(root: string, mode: LaunchMode): Promise<void> {
  const options = optionsOrFail(mode.command);
  if (options.help) {
    console.log(helpText(mode.command));
    return;
  }
  const read = readLocalSettings(readSettingsFile(join(root, '.env')), process.env);
  if (!read.ok) {
    return fail(`.env needs a look (.env.example explains each):\n  ${read.problems.join('\n  ')}`);
  }
  const { settings } = read;
  const real = hasRealStrava(settings);
  const folder = dataFolderOrFail(mode, options.data, real);
  const dataDir = resolve(root, folder);
  const progress = progressLine(process.stdout, options.quiet);
  for (const name of read.unknown) progress.note(`.env: nothing reads ${name}; is it misspelt?`);

  const other = await alreadyRunning(dataDir);
  if (other) {
    const state = other.address === null ? 'is being started' : `runs at ${other.address}`;
    fail(`Training Monkey ${state} already (process ${other.pid}).`);
  }
  try {
    if (options.fresh || mode.googleFirestore) emptyDataFolder(dataDir);
    markRunning(dataDir, null);
  } catch (error) {
    fail(`The data folder ${folder} cannot be used: ${text(error)}`);
  }

  const begun = performance.now();
  let stack: Stack | undefined;
  let stopping = false;
  const stop = async () => {
    // Asked twice: no more patience. The parts end with this process.
    if (stopping) process.exit(1);
    stopping = true;
    progress.say('Stopping …');
    await stack?.stop();
    unmarkRunning(dataDir);
    progress.done();
    if (!options.quiet)
      console.log(mode.googleFirestore ? 'Stopped.' : 'Stopped. Everything is kept.');
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());

  try {
    progress.say('Building …');
    await ensureBuilt(root, BUILDS.functions);
    const webBuilt = mode.vite ? Promise.resolve(false) : ensureBuilt(root, BUILDS.web);
    // Awaited below, together with the parts that start meanwhile.
    webBuilt.catch(() => undefined);
    const port = options.port ?? settings.PORT;
    const sandbox = options.sandbox && !real;
    const started: string[] = [];
    stack = await runStack({
      root,
      dataDir,
      settings,
      sandbox,
      webExtras: sandbox ? { demo: DEMO_LOGIN } : {},
      vite: mode.vite ?? false,
      googleFirestore: mode.googleFirestore ?? false,
      ...(port === undefined ? {} : { port }),
      onReady: (part) => {
        started.push(part);
        progress.say(`Starting … ${started.join(', ')}`);
      },
      onNotice: progress.note,
    });
    let demo: typeof DEMO_LOGIN | null = null;
    if (sandbox) {
      progress.say('Connecting the demo athlete …');
      try {
        await connectDemoAthlete(stack);
        trainNowAndThen(stack);
        demo = DEMO_LOGIN;
      } catch (error) {
        progress.note(`There is no demo athlete this time: ${text(error)}`);
      }
    }
    progress.say('Finishing the web app …');
    await webBuilt;
    markRunning(dataDir, stack.address);
    progress.done();
    const { ports } = stack;
    const manifest = readDeploymentManifest(join(root, 'functions/deployment.json'));
    const schedule = scheduleOf(manifest);
    const screen = startScreen({
      address: stack.address,
      dataDir: folder,
      demo,
      strava: real
        ? { kind: 'real' }
        : sandbox
          ? { kind: 'sandbox', address: `http://localhost:${ports.strava}` }
          : null,
      parts: [...stack.parts, { name: 'Web app', address: `localhost:${ports.gateway}` }],
      schedule,
      seconds: (performance.now() - begun) / 1000,
    });
    console.log(options.quiet ? stack.address : screen);
    mode.onRunning?.(stack, progress.note);
    catchUp(stack, schedule, progress.note);
  } catch (error) {
    progress.done();
    await stack?.stop();
    unmarkRunning(dataDir);
    fail(text(error));
  }
}

/** Calls what the clock would have called while this machine was off; each is safe to run again. */
function catchUp(stack: Stack, schedule: ScheduleEntry[], note: (message: string) => void): void {
  for (const { name } of schedule) {
    stack.callScheduled(name).catch((error: unknown) => note(`${name}: ${text(error)}`));
  }
}

function optionsOrFail(command: string): StartOptions {
  try {
    return startOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail(`${error.message}\n\n${helpText(command)}`);
  }
}

function dataFolderOrFail(
  { dataFolder: usual, googleFirestore: keepsNothing = false }: LaunchMode,
  given: string | undefined,
  real: boolean,
): string {
  try {
    return dataFolder({ usual, keepsNothing, given, hasRealStrava: real });
  } catch (error) {
    return fail(text(error));
  }
}

function helpText(command: string): string {
  return `${command} -- [options]

  --fresh        forget everything that was kept and begin anew
  --port N       open at this port (4600, or PORT in .env); if taken, the next free one
  --data DIR     keep everything in this folder instead
  --no-sandbox   without the Strava sandbox and its demo athlete
  --quiet        print nothing but the address and what goes wrong
  --help         this text
`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
