// `npm run admin`: what an operator does by hand, on the running local stack or a real project.
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { firebaseAccounts } from '../functions/src/adapters/auth/firebase-accounts.ts';
import {
  firebaseAuth,
  firebaseIdentities,
} from '../functions/src/adapters/auth/firebase-identities.ts';
import {
  firestoreDatabase,
  firestoreStore,
} from '../functions/src/adapters/firestore/firestore-store.ts';
import { deadWork, reviveWork } from '../functions/src/use-cases/admin/dead-work.ts';
import { rebuildAthlete } from '../functions/src/use-cases/admin/rebuild-athlete.ts';
import { setAdmin } from '../functions/src/use-cases/admin/set-admin.ts';
import { markingStore } from '../functions/src/use-cases/export/marking-store.ts';
import { writeLogLine } from '../functions/src/write-log-line.ts';
import { runningStack } from './start/running-stack.ts';

const HELP = `npm run admin -- COMMAND [--project ID] [--data DIR]

  grant EMAIL    make an account admin; it holds from its next sign-in on
  revoke EMAIL   take that back
  rebuild UID    make ledgers, scores and dashboard of an athlete anew
  dead           list work that was given up, with its last error
  revive ID      put such work back into the queue

  --project ID   a real Firebase project, with Google credentials of this machine
  --data DIR     data folder of the running local stack (.data)
`;

const LOCAL_PROJECT = 'demo-training-monkey';

/** Points the SDKs at the local stack, unless the environment or a real project says where to go. */
async function projectAt(project: string | undefined, dataDir: string): Promise<string> {
  if (project !== undefined) return project;
  if (process.env['FIRESTORE_EMULATOR_HOST'] === undefined) {
    const running = await runningStack(dataDir);
    if (running === null) {
      throw new Error('Nothing runs here: start it with `npm start`, or name a --project.');
    }
    const { firestore, auth } = running.emulators;
    process.env['FIRESTORE_EMULATOR_HOST'] = `${firestore.host}:${firestore.port}`;
    process.env['FIREBASE_AUTH_EMULATOR_HOST'] = `${auth.host}:${auth.port}`;
  }
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  return process.env['GCLOUD_PROJECT'] ?? LOCAL_PROJECT;
}

async function run(command: string, subject: string | undefined, projectId: string) {
  const database = firestoreDatabase(projectId);
  const auth = firebaseAuth(projectId);
  const now = () => new Date();
  const uniqueId = () => crypto.randomUUID();
  const ports = {
    store: markingStore(firestoreStore(database, writeLogLine)),
    identities: firebaseIdentities(auth),
    accounts: firebaseAccounts(auth),
    now,
    chance: Math.random,
    uniqueId,
    log: writeLogLine,
  };
  try {
    if (command === 'dead') {
      const items = await deadWork(ports);
      for (const { id, document } of items) {
        console.log(`${id}  ${document.work.kind}  ${document.updatedAt}  ${document.lastError}`);
      }
      console.log(items.length === 0 ? 'No dead work.' : `${items.length} dead.`);
      return;
    }
    if (subject === undefined) throw new Error(`${command} needs to know whom: see --help`);
    if (command === 'grant' || command === 'revoke') {
      const { uid } = await setAdmin(ports, subject, command === 'grant');
      console.log(`${subject} (${uid}) is ${command === 'grant' ? 'now' : 'no longer'} admin.`);
    } else if (command === 'rebuild') {
      const { repairedYears, rescored } = await rebuildAthlete(ports, subject, setTimeout);
      const years = repairedYears.length === 0 ? 'all were right' : repairedYears.join(', ');
      console.log(`${rescored} activities scored anew; ledgers repaired: ${years}.`);
    } else if (command === 'revive') {
      await reviveWork(ports, subject);
      console.log(`${subject} is queued again.`);
    } else {
      throw new Error(`There is no command ${command}: see --help`);
    }
  } finally {
    await database.terminate();
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: 'string' },
      data: { type: 'string', default: '.data' },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, subject] = positionals;
  if (values.help || command === undefined) console.log(HELP);
  else await run(command, subject, await projectAt(values.project, values.data));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
