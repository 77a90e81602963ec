import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secrets = z.object({
  STRAVA_WEBHOOK_PATH_SECRET: z.string().min(16),
  STRAVA_WEBHOOK_VERIFY_TOKEN: z.string().min(16),
  TOKEN_ENCRYPTION_KEYS: z.string().min(32),
});
export type KeptSecrets = z.infer<typeof secrets>;

/**
 * The secrets this machine made up for itself the first time, kept beside the documents they
 * protect: without the same key again, stored Strava tokens could not be read.
 *
 * @throws Error naming the file when it is damaged
 */
export function keptSecrets(dataDir: string): KeptSecrets {
  const path = join(dataDir, 'secrets.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return keep(path, dataDir);
  }
  try {
    return secrets.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is damaged; start with --fresh to begin anew`, { cause });
  }
}

function keep(path: string, dataDir: string): KeptSecrets {
  const made = {
    STRAVA_WEBHOOK_PATH_SECRET: randomBytes(24).toString('base64url'),
    STRAVA_WEBHOOK_VERIFY_TOKEN: randomBytes(24).toString('base64url'),
    TOKEN_ENCRYPTION_KEYS: `local:${randomBytes(32).toString('base64')}`,
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(made, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return made;
}
