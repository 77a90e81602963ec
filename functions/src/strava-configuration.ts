import { z } from 'zod';
import type { WebhookSecrets } from './handlers/strava-webhook.ts';

const DEFAULT_API_BASE = 'https://www.strava.com/api/v3';
const DEFAULT_OAUTH_BASE = 'https://www.strava.com';

const address = z.url().transform((url) => url.replace(/\/+$/, ''));

const access = z.object({
  STRAVA_CLIENT_ID: z.string().regex(/^\d+$/, 'must be the number of the Strava application'),
  STRAVA_CLIENT_SECRET: z.string().min(1),
  STRAVA_API_BASE: address.default(DEFAULT_API_BASE),
  STRAVA_OAUTH_BASE: address.default(DEFAULT_OAUTH_BASE),
  TOKEN_ENCRYPTION_KEYS: z.string().min(1),
  PUBLIC_BASE_URL: address,
});

const webhook = z.object({
  STRAVA_WEBHOOK_PATH_SECRET: z.string().min(16, 'must be 16 characters or more'),
  STRAVA_WEBHOOK_VERIFY_TOKEN: z.string().min(16, 'must be 16 characters or more'),
  STRAVA_WEBHOOK_SIGNING_SECRET: z.string().min(1).optional(),
});

type Environment = Record<string, string | undefined>;

/** What a person left blank in a file is not set. */
function given(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function parsed<T>(schema: z.ZodType<T>, env: Environment, reader: string): T {
  const result = schema.safeParse(given(env));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new RangeError(
    `${reader} requires ${issue?.path.join('.')} to be right: ${issue?.message}`,
  );
}

export type StravaConfiguration = z.infer<typeof access>;

/** How to reach Strava; null while no application is configured. @throws RangeError naming what is wrong */
export function readStravaConfiguration(env: Environment): StravaConfiguration | null {
  if ((env['STRAVA_CLIENT_ID'] ?? '') === '') return null;
  return parsed(access, env, 'readStravaConfiguration');
}

/** The secrets of the webhook. @throws RangeError naming what is missing */
export function readWebhookSecrets(env: Environment): WebhookSecrets {
  const secrets = parsed(webhook, env, 'readWebhookSecrets');
  return {
    pathSecret: secrets.STRAVA_WEBHOOK_PATH_SECRET,
    verifyToken: secrets.STRAVA_WEBHOOK_VERIFY_TOKEN,
    signingSecret: secrets.STRAVA_WEBHOOK_SIGNING_SECRET ?? null,
  };
}
