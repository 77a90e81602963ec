import {
  dayOfYear,
  isLocalDay,
  type Ledger,
  type LedgerRow,
  type LocalDay,
} from '@training-monkey/training';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ledgersFromRows } from './ledgers-from.ts';

const COLUMNS = ['day', 'total_load_miles', 'trimp'] as const;
/** Days have no duration here, so each weighs alike in coverage and interval. */
const ANY_DURATION_S = 3600;

/** No day weighs as much, and sums of many times as much would no longer be numbers. */
const MOST = 1_000_000;

const load = z
  .string()
  .trim()
  .regex(
    /^((\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?)?$/i,
    'must be a number, 0 or more, or empty when unknown',
  )
  .transform((text) => (text === '' ? null : Number(text)))
  .refine((value) => value === null || value <= MOST, `must be at most ${MOST}`);

const dayRow = z.object({
  day: z.custom<LocalDay>(
    (value) => typeof value === 'string' && isLocalDay(value),
    'must be an existing day as YYYY-MM-DD',
  ),
  total_load_miles: load,
  trimp: load,
});

/** What a file of day totals says. */
export interface DaysFile {
  ledgers: Ledger[];
  firstDay: LocalDay;
  lastDay: LocalDay;
}

/**
 * Reads day totals with the columns `day,total_load_miles,trimp`. A day with 0 in both is a rest day,
 * an empty cell is an unknown load, and a missing day is a rest day.
 *
 * @throws RangeError naming line and column
 */
export function parseDaysFile(name: string, text: string): DaysFile {
  const rows = new Map<LocalDay, LedgerRow | null>();
  for (const [i, cells] of tableOf(name, text).entries()) {
    const place = `${name} line ${i + 2}`;
    const parsed = dayRow.safeParse(cells);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const column = String(issue?.path[0]);
      const got = (cells as Record<string, string>)[column] ?? 'nothing';
      throw new RangeError(`${place}: ${column} ${issue?.message}, got ${got}`);
    }
    const { day, total_load_miles: miles, trimp } = parsed.data;
    if (rows.has(day)) throw new RangeError(`${place}: ${day} occurs twice`);
    rows.set(day, miles === 0 && trimp === 0 ? null : rowOf(day, miles, trimp));
  }
  const days = [...rows.keys()].toSorted();
  const [firstDay] = days;
  const lastDay = days.at(-1);
  if (firstDay === undefined || lastDay === undefined) {
    throw new RangeError(`${name} holds no day below its header`);
  }
  const known = [...rows].flatMap(([day, row]) => (row === null ? [] : [{ day, row }]));
  return { ledgers: ledgersFromRows(known), firstDay, lastDay };
}

function tableOf(name: string, text: string): unknown[] {
  let header: string[] = [];
  try {
    const table: unknown[] = parse(text, {
      bom: true,
      skip_empty_lines: true,
      columns: (titles: string[]) => (header = titles.map((title) => title.trim())),
    });
    const missing = COLUMNS.filter((column) => !header.includes(column));
    if (missing.length === 0) return table;
  } catch (error) {
    throw new RangeError(`${name} is no CSV: ${(error as Error).message}`, { cause: error });
  }
  throw new RangeError(`${name} needs the columns ${COLUMNS.join(',')}, got ${header.join(',')}`);
}

function rowOf(day: LocalDay, miles: number | null, trimp: number | null): LedgerRow {
  return {
    activityId: day,
    day: dayOfYear(day),
    startedAtS: Date.parse(`${day}T12:00:00Z`) / 1000,
    counted: true,
    sportFamily: 'other',
    movingTimeS: ANY_DURATION_S,
    equivalentMiles: miles,
    elevationLoadMiles: miles === null ? null : 0,
    trimp,
    trimpMethod: trimp === null ? null : 'average',
    timeInZoneS: null,
    runMiles: null,
  };
}
