// Serves the Auth emulator on loopback, with accounts that outlive it:
//   node local/auth/main.ts --port 9099 --project demo-training-monkey [--data DIR]
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAccounts, writeAccounts } from './account-file.ts';
import { authEmulatorModules, type ProjectState } from './auth-emulator-modules.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9099' },
    project: { type: 'string', default: 'demo-training-monkey' },
    data: { type: 'string' },
  },
});
const accountPath = values.data === undefined ? null : join(values.data, 'accounts.json');
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

const { createApp, AgentProjectState } = authEmulatorModules();
const state: ProjectState = new AgentProjectState(values.project);
let kept = '';
if (accountPath !== null) {
  for (const account of readAccounts(accountPath)) {
    state.overwriteUserWithLocalId(account.localId, account);
  }
  kept = JSON.stringify(accountsNow());
}
const app = await createApp(values.project, 0, new Map([[values.project, state]]));

createServer((request, response) => {
  // Whoever was told that an account exists finds it again, even after a `kill -9` right then.
  if (accountPath !== null && !READS.has(request.method ?? 'GET')) {
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => typeof response;
    response.writeHead = (...given: unknown[]) => {
      keepAccounts(accountPath);
      return writeHead(...given);
    };
  }
  app(request, response);
}).listen(Number(values.port), '127.0.0.1');

function accountsNow() {
  return state.queryUsers({}, { order: 'ASC', sortByField: 'localId' });
}

function keepAccounts(path: string): void {
  const accounts = accountsNow();
  const now = JSON.stringify(accounts);
  if (now === kept) return;
  writeAccounts(path, accounts);
  kept = now;
}

process.once('SIGTERM', () => process.exit(0));
process.once('SIGINT', () => process.exit(0));
