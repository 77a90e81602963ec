import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Firestore } from '@google-cloud/firestore';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFirestore } from '../src/index.ts';

const INDEXES = JSON.stringify({
  indexes: [
    {
      collectionGroup: 'c',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'a', order: 'ASCENDING' },
        { fieldPath: 'b', order: 'ASCENDING' },
      ],
    },
  ],
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firestore-options-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  output: string;
}

/** Runs the program until it ends; `onOutput` may stop it. */
function run(args: string[], onOutput: (text: string, stop: () => void) => void): Promise<Ended> {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...args]);
  let output = '';
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    onOutput(output, () => child.kill('SIGTERM'));
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe('options', () => {
  test('queries without a declared index are refused, unless that is switched off', async () => {
    for (const requireIndexes of [true, false]) {
      const firestore = await startFirestore({ indexes: INDEXES, requireIndexes });
      process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
      const db = new Firestore({ projectId: 'demo-indexes' });
      await db.doc('c/one').set({ a: 1, b: 1 });
      const declared = db.collection('c').where('a', '==', 1).orderBy('b');
      expect((await declared.get()).size).toBe(1);
      const missing = db.collection('c').where('b', '==', 1).orderBy('a');
      if (requireIndexes) {
        await expect(missing.get()).rejects.toMatchObject({ code: 9 });
        const error = await new Promise<Error>((resolve) => {
          missing.onSnapshot(() => undefined, resolve);
        });
        expect(error.message).toContain('requires an index');
      } else expect((await missing.get()).size).toBe(1);
      await db.terminate();
      await firestore.stop();
    }
  });

  test('a server bound to one project refuses others', async () => {
    const firestore = await startFirestore({ project: 'demo-mine' });
    process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
    const [mine, other] = ['demo-mine', 'demo-other'].map(
      (projectId) => new Firestore({ projectId }),
    );
    await mine?.doc('c/one').set({});
    await expect(other?.doc('c/one').set({})).rejects.toMatchObject({ code: 3 });
    await expect(other?.doc('c/one').get()).rejects.toMatchObject({ code: 3 });
    await expect(other?.collection('c').get()).rejects.toMatchObject({ code: 3 });
    await Promise.all([mine?.terminate(), other?.terminate()]);
    await firestore.stop();
  });
});

describe('the program', () => {
  test('says where it listens and ends cleanly when told to', async () => {
    const rules = join(folder, 'some.rules');
    writeFileSync(rules, 'service cloud.firestore { }');
    const data = join(folder, 'data');
    const { code, output } = await run(
      ['--port', '0', '--rules', rules, '--data', data],
      (text, stop) => {
        if (text.includes('\n')) stop();
      },
    );
    expect(output).toMatch(/^Local Firestore \(development only\) on 127\.0\.0\.1:\d+\n$/);
    expect(code).toBe(0);
  });

  test.each<[string, (file: string) => string[], string, RegExp]>([
    [
      'faulty rules',
      (file) => ['--rules', file],
      'service cloud.firestore {\n  match',
      /The rules have errors:\n\d+:\d+ /,
    ],
    ['a faulty index file', (file) => ['--indexes', file], '{', /index file is not JSON/],
    ['a port that is none', () => ['--port', 'eighty'], '', /--port needs a number/],
    ['an unknown option', () => ['--porto', '1'], '', /--porto/],
    ['a missing file', (file) => ['--rules', `${file}.not`], '', /ENOENT.*\.not/],
    [
      'a damaged database',
      (file) => ['--data', join(file, '..')],
      'no database',
      /firestore[.]sqlite cannot be used \(file is not a database\); remove it to begin anew/,
    ],
  ])('refuses %s and says how it is used', async (_name, args, content, expected) => {
    const file = join(folder, 'firestore.sqlite');
    writeFileSync(file, content);
    const { code, output } = await run(args(file), () => undefined);
    expect(code).toBe(1);
    expect(output).toMatch(expected);
    expect(output).toContain('Usage: npm run');
    expect(output).not.toMatch(/^ {4}at /m);
  });
});
