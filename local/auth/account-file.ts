import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { AuthAccount } from './auth-emulator-modules.ts';

const accountFile = z.object({ accounts: z.array(z.looseObject({ localId: z.string() })) });

/** The accounts kept in a file; none when there is no file yet. */
export function readAccounts(path: string): AuthAccount[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const parsed = accountFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new Error(`${path} is no account file; move it away, or start with --fresh`);
  }
  return parsed.data.accounts;
}

/** Replaces the file in one step, so that a crash leaves either the old accounts or the new ones. */
export function writeAccounts(path: string, accounts: AuthAccount[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeFileSync(file, JSON.stringify({ accounts }));
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
