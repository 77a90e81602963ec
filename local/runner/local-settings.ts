import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';

const optional = <T extends z.ZodType>(field: T) => z.preprocess(blankIsAbsent, field.optional());
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number, such as 4600')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, 'must be between 1 and 65535');
const address = z.url('must be an address, such as https://www.strava.com');
const unguessable = z.string().regex(/^[\w-]{16,}$/, 'must be 16 or more letters, digits, - or _');

/** Each variable of `.env`, as `.env.example` explains it. */
const variables = {
  PORT: optional(port),
  STRAVA_CLIENT_ID: optional(
    z.string().regex(/^\d+$/, 'must be the number that Strava shows as Client ID'),
  ),
  STRAVA_CLIENT_SECRET: optional(
    z.string().regex(/^[0-9a-f]{40}$/, 'must be the 40 characters that Strava shows as secret'),
  ),
  STRAVA_API_BASE: optional(address),
  STRAVA_OAUTH_BASE: optional(address),
  STRAVA_WEBHOOK_PATH_SECRET: optional(unguessable),
  STRAVA_WEBHOOK_VERIFY_TOKEN: optional(unguessable),
  STRAVA_WEBHOOK_SIGNING_SECRET: optional(z.string()),
  TOKEN_ENCRYPTION_KEYS: optional(z.string()),
  ANTHROPIC_API_KEY: optional(z.string().startsWith('sk-', 'must start with sk-')),
  ANTHROPIC_BASE_URL: optional(address),
  ANTHROPIC_MODEL: optional(z.string()),
  COACH_MAY_USE_STRAVA_DATA: optional(z.enum(['yes', 'no'], 'must be yes or no')),
  ANTHROPIC_EFFORT: optional(
    z.enum(['none', 'low', 'medium', 'high'], 'must be none, low, medium or high'),
  ),
  COACH_DAILY_TOKENS: optional(z.string().regex(/^\d+$/, 'must be a whole number of tokens')),
  DATABASE_URL: optional(
    z.string().regex(/^postgres(?:ql)?:\/\//, 'must begin with postgresql://'),
  ),
  /** For `npm run strava` and `npm run export` against a deployed project; here they are known. */
  GCLOUD_PROJECT: optional(z.string()),
  PUBLIC_BASE_URL: optional(address),
};

const settings = z.object(variables).superRefine((given, context) => {
  const pair = ['STRAVA_CLIENT_ID', 'STRAVA_CLIENT_SECRET'] as const;
  const missing = pair.filter((name) => given[name] === undefined);
  if (missing.length !== 1) return;
  for (const name of missing) {
    const message = 'is missing; real Strava needs both the id and the secret';
    context.addIssue({ code: 'custom', path: [name], message });
  }
});
export type LocalSettings = z.infer<typeof settings>;

/** The settings, or why they cannot be used: one line a variable. */
export type ReadSettings =
  { ok: true; settings: LocalSettings; unknown: string[] } | { ok: false; problems: string[] };

/**
 * Reads what a person configured: the text of `.env` (none: empty), where the environment has
 * no say of its own. `unknown` are names in the file that nothing here reads, likely misspelt.
 */
export function readLocalSettings(
  text: string,
  environment: Record<string, string | undefined>,
): ReadSettings {
  const file = parseEnv(text) as Record<string, string>;
  const unknown = Object.keys(file).filter((name) => !(name in variables));
  const given = Object.fromEntries(
    Object.keys(variables).map((name) => [name, environment[name] ?? file[name]]),
  );
  const parsed = settings.safeParse(given);
  if (parsed.success) return { ok: true, settings: parsed.data, unknown };
  // Values stay out of the messages: some of them are secrets.
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  return { ok: false, problems };
}

/** The text of a `.env`; empty when there is none. */
export function readSettingsFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function blankIsAbsent(value: unknown): unknown {
  return value === '' ? undefined : value;
}
