import { fileURLToPath } from 'node:url';
import { anyFreePort } from '../runner/free-port.ts';
import { startChild } from '../runner/start-child.ts';

export interface AuthEmulator {
  host: string;
  port: number;
  stop: () => Promise<void>;
}

export interface AuthEmulatorOptions {
  /** Loopback port; any free one when left out. */
  port?: number;
  /** Folder that keeps the accounts; in memory only when left out. */
  dataDir?: string;
  projectId?: string;
}

/**
 * Starts the Auth emulator of firebase-tools as a child process on loopback (a second or two,
 * no Java). Point clients at it with `FIREBASE_AUTH_EMULATOR_HOST=host:port` or
 * `connectAuthEmulator`. Rejects with the child's last words when it cannot start.
 */
export async function startAuthEmulator(options: AuthEmulatorOptions = {}): Promise<AuthEmulator> {
  const port = options.port ?? (await anyFreePort());
  const child = await startChild({
    name: 'Auth emulator',
    script: fileURLToPath(new URL('./main.ts', import.meta.url)),
    args: [
      ...['--port', String(port)],
      ...['--project', options.projectId ?? 'demo-training-monkey'],
      ...(options.dataDir === undefined ? [] : ['--data', options.dataDir]),
    ],
    port,
  });
  return { host: '127.0.0.1', port, stop: child.stop };
}
