import { z } from 'zod';

/** Small, quick and cheap enough for a few sentences a day. */
const DEFAULT_MODEL = 'claude-haiku-5-5';

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be between ${least} and ${most}`);

const environment = z.object({
  ANTHROPIC_API_KEY: z.string().min(1),
  ANTHROPIC_BASE_URL: z.url().default('https://api.anthropic.com'),
  ANTHROPIC_MODEL: z.string().min(1).max(100).default(DEFAULT_MODEL),
  /** `none` for models that know no effort. */
  ANTHROPIC_EFFORT: z.enum(['none', 'low', 'medium', 'high']).default('low'),
  ANTHROPIC_TIMEOUT_MS: whole(1000, 25_000).default(20_000),
  ANTHROPIC_RETRIES: whole(0, 3).default(1),
  ANTHROPIC_MAX_TOKENS: whole(300, 8000).default(2000),
  COACH_DAILY_TOKENS: whole(0, 10_000_000).default(60_000),
  COACH_MAY_USE_STRAVA_DATA: z.enum(['yes', 'no']).default('no'),
});

export interface CoachConfiguration {
  apiKey: string;
  baseUrl: string;
  model: string;
  effort: 'low' | 'medium' | 'high' | null;
  timeoutMs: number;
  retries: number;
  mostOutputTokens: number;
  dailyTokens: number;
  mayUseStravaData: boolean;
}

/**
 * How to reach the language model; null while no key is given, and the coach then speaks by its
 * rules. @throws RangeError naming what is wrong
 */
export function readCoachConfiguration(
  env: Record<string, string | undefined>,
): CoachConfiguration | null {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  if (given['ANTHROPIC_API_KEY'] === undefined) return null;
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RangeError(
      `readCoachConfiguration requires ${issue?.path.join('.')} to be right: ${issue?.message}`,
    );
  }
  const { data } = parsed;
  return {
    apiKey: data.ANTHROPIC_API_KEY,
    baseUrl: data.ANTHROPIC_BASE_URL,
    model: data.ANTHROPIC_MODEL,
    effort: data.ANTHROPIC_EFFORT === 'none' ? null : data.ANTHROPIC_EFFORT,
    timeoutMs: data.ANTHROPIC_TIMEOUT_MS,
    retries: data.ANTHROPIC_RETRIES,
    mostOutputTokens: data.ANTHROPIC_MAX_TOKENS,
    dailyTokens: data.COACH_DAILY_TOKENS,
    mayUseStravaData: data.COACH_MAY_USE_STRAVA_DATA === 'yes',
  };
}
