import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptSecrets } from './kept-secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('keptSecrets', () => {
  test('are made up once', () => {
    const made = keptSecrets(folder);
    expect(keptSecrets(folder)).toEqual(made);
  });

  test.each(['', '{"STRAVA_WEBHOOK', '{}'])(
    '%j in their place is named as damaged',
    async (text) => {
      await writeFile(join(folder, 'secrets.json'), text);
      expect(() => keptSecrets(folder)).toThrow(/secrets[.]json is damaged; start with --fresh/);
    },
  );
});
