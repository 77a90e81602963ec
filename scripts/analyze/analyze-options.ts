import { parseArgs } from 'node:util';
import {
  defaultAthleteSettings,
  GENDERS,
  isLocalDay,
  isTimeZone,
  localDay,
  localDayOf,
  RISK_STYLES,
  type AthleteSettings,
  type LocalDay,
} from '@training-monkey/training';
import { z } from 'zod';

export const HELP = `npm run analyze -- [options] PATH…      PATH is a recording, a folder or a Strava archive (.zip)
npm run analyze -- [options] --days FILE.csv   with the columns day,total_load_miles,trimp

  --resting-hr N        resting heart rate in bpm (44)
  --max-hr N            maximum heart rate in bpm (178)
  --gender male|female|none                     (male)
  --zones reserve|max   how the five zones are cut (reserve)
  --time-zone Z         where recordings without a place were made (this computer's zone)
  --as-of DAY           the day to judge, YYYY-MM-DD (today; with --days the last day of the file)
  --style conservative|balanced|adaptive|aggressive   how much risk is fine (balanced)
  --json                print one JSON object instead of the report
  --csv                 print the days as CSV instead of the report
`;

const bpm = (low: number, high: number) => {
  const message = `must be a heart rate between ${low} and ${high} bpm`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, message)
    .transform(Number)
    .refine((value) => value >= low && value <= high, message);
};
const oneOf = <T extends string>(values: readonly T[]) =>
  z.enum(values as readonly [T, ...T[]], `must be one of ${values.join(', ')}`);

const flags = z
  .object({
    'resting-hr': bpm(25, 110).prefault('44'),
    'max-hr': bpm(100, 240).prefault('178'),
    gender: oneOf(GENDERS).default('male'),
    zones: oneOf(['reserve', 'max']).default('reserve'),
    'time-zone': z
      .string()
      .refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin')
      .optional(),
    'as-of': z.string().refine(isLocalDay, 'must be an existing day as YYYY-MM-DD').optional(),
    style: oneOf(RISK_STYLES).default('balanced'),
    days: z.string().min(1, 'must be the path of a CSV file').optional(),
    json: z.boolean().default(false),
    csv: z.boolean().default(false),
    help: z.boolean().default(false),
  })
  .refine((values) => values['max-hr'] - values['resting-hr'] >= 40, {
    path: ['max-hr'],
    message: 'must lie at least 40 bpm above --resting-hr',
    when: ({ issues }) => issues.length === 0,
  });

const FLAG_KINDS = {
  'resting-hr': { type: 'string' },
  'max-hr': { type: 'string' },
  gender: { type: 'string' },
  zones: { type: 'string' },
  'time-zone': { type: 'string' },
  'as-of': { type: 'string' },
  style: { type: 'string' },
  days: { type: 'string' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface AnalyzeOptions {
  paths: string[];
  daysFile: string | null;
  output: 'report' | 'json' | 'csv';
  help: boolean;
  settings: AthleteSettings;
  today: LocalDay;
  /** Null when the athlete did not say. */
  asOf: LocalDay | null;
}

/**
 * Reads the command line of `npm run analyze`.
 *
 * @param nowIso the present instant, which decides what today is
 * @throws RangeError naming the option and what it takes
 */
export function analyzeOptions(args: string[], nowIso: string): AnalyzeOptions {
  const { values, positionals } = splitArguments(args);
  const parsed = flags.safeParse(values);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map(({ path, message }) => {
      const flag = String(path[0]);
      return `--${flag} ${message}, got ${String(values[flag] ?? 'nothing')}`;
    });
    throw new RangeError(complaints.join('\n'));
  }
  const chosen = parsed.data;
  if (chosen.json && chosen.csv) throw new RangeError('--json and --csv exclude each other');
  if (!chosen.help && chosen.days === undefined && positionals.length === 0) {
    throw new RangeError(
      'PATH is missing: name a recording, a folder or a Strava archive, or --days',
    );
  }
  if (chosen.days !== undefined && positionals.length > 0) {
    throw new RangeError(`--days takes the place of PATHs, got ${positionals.join(' ')} as well`);
  }
  const timeZone = chosen['time-zone'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const settings: AthleteSettings = {
    ...defaultAthleteSettings(timeZone, nowIso),
    riskStyle: chosen.style,
    confirmed: values['resting-hr'] !== undefined && values['max-hr'] !== undefined,
    thresholds: [
      {
        from: localDay('1970-01-01'),
        restingHr: chosen['resting-hr'],
        maxHr: chosen['max-hr'],
        gender: chosen.gender,
        zones: { method: chosen.zones },
      },
    ],
  };
  return {
    paths: positionals,
    daysFile: chosen.days ?? null,
    output: chosen.json ? 'json' : chosen.csv ? 'csv' : 'report',
    help: chosen.help,
    settings,
    today: localDayOf(nowIso, timeZone),
    asOf: chosen['as-of'] === undefined ? null : localDay(chosen['as-of']),
  };
}

function splitArguments(args: string[]): {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
} {
  try {
    return parseArgs({ args, allowPositionals: true, options: FLAG_KINDS });
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
