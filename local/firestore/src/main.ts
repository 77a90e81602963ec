// Runs the local Firestore alone: npm run --silent firestore -- --port 8080 --rules firestore.rules
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { RulesSyntaxError } from './rules/index.ts';
import { startFirestore } from './start-firestore.ts';
import type { FirestoreOptions } from './start-firestore.ts';

const USAGE = `Usage: npm run --silent firestore -- [--port 8080] [--host 127.0.0.1] [--rules FILE]
         [--indexes FILE] [--data DIR] [--project ID] [--functions_emulator HOST:PORT]`;

function optionsFrom(args: string[]): FirestoreOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      rules: { type: 'string' },
      indexes: { type: 'string' },
      data: { type: 'string' },
      project: { type: 'string' },
      functions_emulator: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port needs a number from 0 to 65535, got "${values.port}"`);
  }
  const options: FirestoreOptions = { port, host: values.host };
  if (values.rules !== undefined) options.rules = readFileSync(values.rules, 'utf8');
  if (values.indexes !== undefined) options.indexes = readFileSync(values.indexes, 'utf8');
  if (values.data !== undefined) options.dataDir = values.data;
  if (values.project !== undefined) options.project = values.project;
  if (values.functions_emulator !== undefined) {
    options.functionsEmulator = values.functions_emulator;
  }
  return options;
}

try {
  const firestore = await startFirestore(optionsFrom(process.argv.slice(2)));
  const stop = (): void => {
    void firestore.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(`Local Firestore (development only) on ${firestore.host}:${firestore.port}`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof RulesSyntaxError ? `The rules have errors:\n${message}` : message);
  console.error(USAGE);
  process.exitCode = 1;
}
