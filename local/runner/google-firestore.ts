// Runs Google's own Firestore emulator (needs Java; fetched by firebase-tools the first time):
//   node local/runner/google-firestore.ts --port 8080 --project P --rules FILE --functions HOST:PORT
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

interface DownloadModule {
  getDownloadDetails: (emulator: 'firestore') => { downloadPath: string };
}

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    project: { type: 'string', default: 'demo-training-monkey' },
    rules: { type: 'string', default: 'firestore.rules' },
    functions: { type: 'string', default: '' },
  },
});

const require = createRequire(import.meta.url);
const { getDownloadDetails } =
  require('firebase-tools/lib/emulator/downloadableEmulators.js') as DownloadModule;

if (spawnSync('java', ['-version']).error) {
  console.error('Google’s Firestore emulator needs Java 21 or newer in the PATH.');
  process.exit(1);
}
const jar = getDownloadDetails('firestore').downloadPath;
if (!existsSync(jar)) {
  const cli = require.resolve('firebase-tools/lib/bin/firebase.js');
  const fetched = spawnSync(process.execPath, [cli, 'setup:emulators:firestore'], {
    stdio: 'inherit',
  });
  if (fetched.status !== 0 || !existsSync(jar)) {
    console.error(
      'Google’s Firestore emulator could not be downloaded; it needs the internet once.',
    );
    process.exit(1);
  }
}

const emulator = spawn(
  'java',
  [
    ...['-Duser.language=en', '-jar', jar, '--host', '127.0.0.1', '--port', values.port],
    ...['--project_id', values.project, '--rules', resolve(values.rules)],
    ...['--single_project_mode', 'true'],
    ...(values.functions === '' ? [] : ['--functions_emulator', values.functions]),
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => emulator.kill('SIGINT'));
emulator.once('close', (code) => process.exit(code ?? 1));
