import { join } from 'node:path';
import { readHostingConfiguration } from '../gateway/hosting-configuration.ts';
import { startGateway, type Gateway } from '../gateway/start-gateway.ts';
import { readDeploymentManifest } from './deployment-manifest.ts';
import { keptSecrets } from './kept-secrets.ts';
import type { LocalSettings } from './local-settings.ts';
import { openPartLog, type PartLog } from './part-log.ts';
import { registerTriggers, triggersOf } from './register-triggers.ts';
import {
  dataFolders,
  functionsEnvironment,
  hasRealStrava,
  PROJECT_ID,
  publicAddress,
  sandboxClient,
  stackPorts,
  webConfiguration,
  type StackPorts,
} from './stack-plan.ts';
import { startChild, type Child } from './start-child.ts';
import { scheduleOf, startSchedule, type ScheduleEntry } from './start-schedule.ts';
import { supervise, type Supervised } from './supervise.ts';

export interface StackOptions {
  /** The repository: rules, indexes, firebase.json and the builds are read from here. */
  root: string;
  /** Folder that keeps documents, accounts, links and logs between runs. */
  dataDir: string;
  /** First choice of the gateway's port; the others follow. */
  port?: number;
  settings?: LocalSettings;
  /** The Strava sandbox; runs unless switched off or real Strava is configured. */
  sandbox?: boolean;
  postgres?: boolean;
  /** Functions called by the clock, as in the cloud. */
  schedule?: boolean;
  /** Vite's development server in place of the built web app. */
  vite?: boolean;
  /** Beyond the connection, for `/__/firebase/init.json`. */
  webExtras?: object;
  /** One part more is ready. */
  onReady?: (part: string) => void;
  /** Something a person should know: a part ended, or is back. */
  onNotice?: (message: string) => void;
}

export interface RunningPart {
  name: string;
  address: string;
  pid: () => number | null;
}

export interface Stack {
  /** Where the web app is, such as `http://localhost:4600`. */
  address: string;
  projectId: string;
  ports: StackPorts;
  /** Environment of the functions; also what an admin client needs to reach the emulators. */
  environment: Record<string, string>;
  parts: RunningPart[];
  /** Calls a function of the schedule now and waits for it. Rejects when it fails. */
  callScheduled: (name: string) => Promise<void>;
  restartFunctions: () => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Runs the whole product on loopback: local Firestore with the repository's rules, indexes and
 * triggers, the Auth emulator, every function of the built bundle, PostgreSQL, the Strava sandbox,
 * the schedule and the gateway. Each part is a child that is started again if it ends. Rejects,
 * with nothing left running, when a part cannot start at all.
 */
export async function runStack(options: StackOptions): Promise<Stack> {
  const { root, dataDir, settings = {}, onReady, onNotice } = options;
  const notice = onNotice ?? (() => undefined);
  const folders = dataFolders(dataDir);
  const manifest = readDeploymentManifest(join(root, 'functions/deployment.json'));
  const hosting = readHostingConfiguration(join(root, 'firebase.json'));
  const ports = await stackPorts(manifest, options.port);
  const environment = functionsEnvironment(ports, settings, keptSecrets(dataDir));
  const withSandbox = (options.sandbox ?? true) && !hasRealStrava(settings);
  const triggers = triggersOf(manifest, ports.functions);

  const logs: PartLog[] = [];
  const running: { part: RunningPart; supervised: Supervised }[] = [];
  let gateway: Gateway | undefined;
  let schedule: { stop: () => void } | undefined;

  const stop = async () => {
    schedule?.stop();
    await gateway?.stop();
    // What writes goes before what it writes to.
    const order = ['Functions', 'Strava sandbox', 'Vite'];
    const early = running.filter(({ part }) => order.includes(part.name));
    await Promise.all(early.map(({ supervised }) => supervised.stop()));
    await Promise.all(running.map(({ supervised }) => supervised.stop()));
    for (const log of logs) log.close();
  };

  interface PartPlan {
    name: string;
    script: string;
    args: string[];
    port: number;
    env?: Record<string, string>;
    afterStart?: () => Promise<void>;
  }
  const keep = async (plan: PartPlan): Promise<Supervised> => {
    const { name, port } = plan;
    const log = openPartLog(join(folders.logs, `${name.toLowerCase().replaceAll(' ', '-')}.log`));
    logs.push(log);
    const start = async (): Promise<Child> => {
      const child = await startChild({
        name,
        script: new URL(plan.script, import.meta.url),
        args: plan.args,
        env: { NODE_COMPILE_CACHE: folders.compileCache, ...plan.env },
        port,
        onLine: log.line,
      });
      await plan.afterStart?.();
      return child;
    };
    const supervised = await supervise(name, { start, onNotice: notice });
    const address = `127.0.0.1:${port}`;
    running.push({ part: { name, address, pid: supervised.pid }, supervised });
    onReady?.(name);
    return supervised;
  };

  const firestore = keep({
    name: 'Firestore',
    script: '../firestore/src/main.ts',
    args: [
      ...['--port', String(ports.firestore), '--project', PROJECT_ID, '--data', folders.firestore],
      ...['--rules', join(root, 'firestore.rules')],
      ...['--indexes', join(root, 'firestore.indexes.json')],
    ],
    port: ports.firestore,
    afterStart: () => registerTriggers(ports.firestore, PROJECT_ID, triggers),
  });
  const functions = keep({
    name: 'Functions',
    script: './serve-functions.ts',
    args: [
      ...['--source', join(root, manifest.source)],
      ...Object.entries(ports.functions).map(([name, port]) => `${name}=${port}`),
    ],
    port: ports.functions[manifest.functions[0]?.name ?? ''] ?? 0,
    env: environment,
  });
  const parts: Promise<unknown>[] = [firestore, functions];
  parts.push(
    keep({
      name: 'Auth',
      script: '../auth/main.ts',
      args: ['--port', String(ports.auth), '--project', PROJECT_ID, '--data', folders.auth],
      port: ports.auth,
    }),
  );
  if (options.postgres ?? true) {
    const postgres = keep({
      name: 'PostgreSQL',
      script: '../postgres/main.ts',
      args: ['--port', String(ports.postgres), '--data', folders.postgres],
      port: ports.postgres,
    });
    // Only the export needs it, so the rest goes on where no PostgreSQL can run.
    parts.push(postgres.catch((error: unknown) => notice(`${text(error)}\nGoing on without it.`)));
  }
  if (withSandbox) {
    parts.push(
      keep({
        name: 'Strava sandbox',
        script: './strava-child.ts',
        args: [
          ...['--port', String(ports.strava), '--data', folders.strava],
          ...['--client-id', sandboxClient.id, '--client-secret', sandboxClient.secret],
        ],
        port: ports.strava,
      }),
    );
  }

  const call = async ({ name, timeoutSeconds }: ScheduleEntry): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${ports.functions[name]}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cloudscheduler': 'true' },
      body: '{}',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
  };
  const entries = scheduleOf(manifest);
  try {
    const settled = await Promise.allSettled(parts);
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    if (options.schedule ?? true) {
      schedule = startSchedule(entries, call, ({ name }, error) =>
        notice(`${name}, called by the clock: ${text(error)}`),
      );
    }
    gateway = await startGateway({
      port: ports.gateway,
      hosting,
      root,
      functionPorts: ports.functions,
      init: webConfiguration(ports, {
        ...(withSandbox ? { sandbox: { stravaUrl: `http://127.0.0.1:${ports.strava}` } } : {}),
        ...options.webExtras,
      }),
      ...(options.vite === true ? { vitePort: ports.vite } : {}),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address: publicAddress(ports),
    projectId: PROJECT_ID,
    ports,
    environment,
    parts: running.map(({ part }) => part),
    callScheduled: async (name) => {
      const entry = entries.find((one) => one.name === name);
      if (!entry) throw new RangeError(`callScheduled requires a scheduled function, got ${name}`);
      await call(entry);
    },
    restartFunctions: async () => (await functions).restart(),
    stop,
  };
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
