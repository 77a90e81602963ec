import { join } from 'node:path';
import { readHostingConfiguration } from '../gateway/hosting-configuration.ts';
import { startGateway } from '../gateway/start-gateway.ts';
import { readDeploymentManifest } from './deployment-manifest.ts';
import { keptSecrets } from './kept-secrets.ts';
import type { LocalSettings } from './local-settings.ts';
import { openPartLog, type PartLog } from './part-log.ts';
import { registerRelayedTriggers, registerTriggers, triggersOf } from './register-triggers.ts';
import { stackParts, type PartPlan } from './stack-parts.ts';
import {
  dataFolders,
  functionsEnvironment,
  hasRealStrava,
  PROJECT_ID,
  publicAddress,
  stackPorts,
  webConfiguration,
  type StackPorts,
} from './stack-plan.ts';
import { startChild, type Child } from './start-child.ts';
import { scheduleOf, startSchedule, type ScheduleEntry } from './start-schedule.ts';
import { supervise, type Supervised } from './supervise.ts';
import { startTriggerRelay } from './trigger-relay.ts';

export interface StackOptions {
  /** The repository: rules, indexes, firebase.json and the builds are read from here. */
  root: string;
  /** Folder that keeps documents, accounts, links and logs between runs. */
  dataDir: string;
  /** First choice of the gateway's port, the others follow; 0 takes them from anywhere. */
  port?: number;
  settings?: LocalSettings;
  /** The Strava sandbox; runs unless switched off or real Strava is configured. */
  sandbox?: boolean;
  postgres?: boolean;
  /** Functions called by the clock, as in the cloud. */
  schedule?: boolean;
  /** Vite's development server in place of the built web app. */
  vite?: boolean;
  /** Google's own Firestore emulator in place of ours; needs Java. */
  googleFirestore?: boolean;
  /** Beyond the connection, for `/__/firebase/init.json`. */
  webExtras?: object;
  /** One part more is ready. */
  onReady?: (part: string) => void;
  /** Something a person should know: a part ended, or is back. */
  onNotice?: (message: string) => void;
}

interface RunningPart {
  name: string;
  address: string;
  /** Its present process; null between two of them. */
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
  const googleFirestore = options.googleFirestore ?? false;
  const sandbox = (options.sandbox ?? true) && !hasRealStrava(settings);
  const vite = options.vite ?? false;
  const plans = stackParts(root, dataDir, manifest, ports, environment, {
    googleFirestore,
    postgres: options.postgres ?? true,
    sandbox,
    vite,
  });
  const triggers = triggersOf(manifest, ports.functions);

  const logs: PartLog[] = [];
  const running: { plan: PartPlan; supervised: Supervised }[] = [];
  const closers: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.reverse()) await close();
    const stopAll = (parts: typeof running) =>
      Promise.all(parts.map(({ supervised }) => supervised.stop()));
    await stopAll(running.filter(({ plan }) => plan.writes));
    await stopAll(running.filter(({ plan }) => !plan.writes));
    for (const log of logs) log.close();
  };

  const afterStart = async ({ name }: PartPlan): Promise<void> => {
    if (name !== 'Firestore') return;
    const register = googleFirestore ? registerRelayedTriggers : registerTriggers;
    await register(ports.firestore, PROJECT_ID, triggers);
  };
  const keep = async (plan: PartPlan): Promise<void> => {
    const { name, port } = plan;
    const log = openPartLog(join(folders.logs, `${name.toLowerCase().replaceAll(' ', '-')}.log`));
    logs.push(log);
    const start = async (): Promise<Child> => {
      const child = await startChild({ ...plan, onLine: log.line });
      try {
        await afterStart(plan);
      } catch (error) {
        await child.stop();
        throw error;
      }
      return child;
    };
    try {
      const supervised = await supervise(name, { start, onNotice: notice });
      running.push({ plan, supervised });
      onReady?.(name);
    } catch (error) {
      if (plan.optional !== true) throw error;
      notice(`${text(error)}\nGoing on without ${name} (port ${port}).`);
    }
  };

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
    if (googleFirestore) {
      const relay = await startTriggerRelay(ports.relay, triggers);
      closers.push(relay.stop);
    }
    const settled = await Promise.allSettled(plans.map(keep));
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    running.sort((a, b) => plans.indexOf(a.plan) - plans.indexOf(b.plan));
    if (options.schedule ?? true) {
      const schedule = startSchedule(entries, call, ({ name }, error) =>
        notice(`${name}, called by the clock: ${text(error)}`),
      );
      closers.push(schedule.stop);
    }
    const gateway = await startGateway({
      port: ports.gateway,
      hosting,
      root,
      functionPorts: ports.functions,
      init: webConfiguration(ports, {
        ...(sandbox ? { sandbox: { stravaUrl: `http://localhost:${ports.strava}` } } : {}),
        ...options.webExtras,
      }),
      ...(vite ? { vitePort: ports.vite } : {}),
    });
    closers.push(gateway.stop);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    address: publicAddress(ports),
    projectId: PROJECT_ID,
    ports,
    environment,
    parts: running.map(({ plan: { name, port }, supervised }) => ({
      name,
      address: `127.0.0.1:${port}`,
      pid: supervised.pid,
    })),
    callScheduled: async (name) => {
      const entry = entries.find((one) => one.name === name);
      if (!entry) throw new RangeError(`callScheduled requires a scheduled function, got ${name}`);
      await call(entry);
    },
    restartFunctions: async () => {
      const functions = running.find(({ plan }) => plan.name === 'Functions');
      await functions?.supervised.restart();
    },
    stop,
  };
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
