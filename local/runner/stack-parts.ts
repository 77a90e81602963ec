import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeploymentManifest } from './deployment-manifest.ts';
import { dataFolders, PROJECT_ID, sandboxClient, type StackPorts } from './stack-plan.ts';

/** One child of the stack, before it is started. */
export interface PartPlan {
  name: string;
  script: string;
  args: string[];
  port: number;
  env?: Record<string, string>;
  cwd?: string;
  readyWithinMs?: number;
  /** The rest goes on when it cannot start. */
  optional?: boolean;
  /** It writes to other parts, so it is stopped before them. */
  writes?: boolean;
}

export interface PartsWanted {
  /** Google's own Firestore emulator in place of ours. */
  googleFirestore: boolean;
  postgres: boolean;
  sandbox: boolean;
  vite: boolean;
}

/** The first time, the emulator is fetched: 130 MB. */
const DOWNLOAD_MS = 15 * 60_000;

const script = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every child to start and how, for what is wanted. */
export function stackParts(
  root: string,
  dataDir: string,
  manifest: DeploymentManifest,
  ports: StackPorts,
  environment: Record<string, string>,
  wanted: PartsWanted,
): PartPlan[] {
  const folders = dataFolders(dataDir);
  const rules = ['--rules', join(root, 'firestore.rules')];
  const project = ['--project', PROJECT_ID];
  const parts: PartPlan[] = [
    {
      name: 'Auth',
      script: script('../auth/main.ts'),
      args: ['--port', String(ports.auth), ...project, '--data', folders.auth],
      port: ports.auth,
    },
    {
      name: 'Functions',
      script: script('./serve-functions.ts'),
      args: [
        ...['--source', join(root, manifest.source)],
        ...Object.entries(ports.functions).map(([name, port]) => `${name}=${port}`),
      ],
      port: Object.values(ports.functions)[0] ?? 0,
      env: environment,
      writes: true,
    },
  ];
  if (wanted.googleFirestore) {
    parts.push({
      name: 'Firestore',
      script: script('./google-firestore.ts'),
      args: [
        ...['--port', String(ports.firestore), ...project, ...rules],
        ...['--functions', `127.0.0.1:${ports.relay}`],
      ],
      port: ports.firestore,
      readyWithinMs: DOWNLOAD_MS,
    });
  } else {
    parts.push({
      name: 'Firestore',
      script: script('../firestore/src/main.ts'),
      args: [
        ...['--port', String(ports.firestore), ...project, ...rules],
        ...['--indexes', join(root, 'firestore.indexes.json'), '--data', folders.firestore],
      ],
      port: ports.firestore,
    });
  }
  if (wanted.postgres) {
    parts.push({
      name: 'PostgreSQL',
      script: script('../postgres/main.ts'),
      args: ['--port', String(ports.postgres), '--data', folders.postgres],
      port: ports.postgres,
      optional: true,
    });
  }
  if (wanted.sandbox) {
    parts.push({
      name: 'Strava sandbox',
      script: script('./strava-child.ts'),
      args: [
        ...['--port', String(ports.strava), '--data', folders.strava],
        ...['--client-id', sandboxClient.id, '--client-secret', sandboxClient.secret],
      ],
      port: ports.strava,
      writes: true,
    });
  }
  if (wanted.vite) {
    const web = join(root, 'web');
    const vite = createRequire(join(web, 'package.json')).resolve('vite/package.json');
    parts.push({
      name: 'Vite',
      script: join(dirname(vite), 'bin/vite.js'),
      args: ['dev', '--host', '127.0.0.1', '--port', String(ports.vite), '--strictPort'],
      port: ports.vite,
      cwd: web,
    });
  }
  return parts;
}
