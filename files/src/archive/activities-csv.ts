import { parse } from 'csv-parse/browser/esm/sync';
import { stravaSport } from '../sport/strava-sport.ts';
import { parseActivityDate } from './parse-activity-date.ts';

/** What `activities.csv` says of one activity; null is unknown. */
export interface ArchiveRow {
  /** Path in the archive; null for an activity entered by hand. */
  fileName: string | null;
  name: string;
  sport: string | null;
  startedAt: string | null;
  movingTimeS: number | null;
  elapsedTimeS: number | null;
  distanceM: number | null;
  elevationGainM: number | null;
  avgBpm: number | null;
  maxBpm: number | null;
}

/**
 * The rows of a Strava export's `activities.csv`, of any generation: columns are found by name and
 * occurrence, because names repeat (the first `Distance` is in km, the second in metres; 2018 has one
 * in metres) and columns move.
 *
 * @returns null when the header is not English, or the text is no CSV: the files must then speak for
 *   themselves
 */
export function parseActivitiesCsv(text: string): ArchiveRow[] | null {
  const table = parseTable(text);
  const header = table?.[0];
  if (!table || !header) return null;
  const columns = new Map<string, number[]>();
  header.forEach((title, i) => {
    const key = keyOf(title);
    columns.set(key, [...(columns.get(key) ?? []), i]);
  });
  const is2018 = columns.has('id') && !columns.has('activityid');
  const date = columns.get(is2018 ? 'date' : 'activitydate')?.[0];
  const file = columns.get('filename')?.[0];
  if (date === undefined || file === undefined) return null;

  const distances = columns.get('distance') ?? [];
  const first = (key: string) => columns.get(key)?.[0] ?? -1;
  const last = (key: string) => columns.get(key)?.at(-1) ?? -1;
  return table.slice(1).flatMap((row) => {
    const cell = (column: number) => row[column]?.trim() ?? '';
    if (row.every((value) => value.trim() === '')) return [];
    const distanceM = numberOf(cell(distances[1] ?? -1));
    const onlyDistance = numberOf(cell(distances[0] ?? -1));
    return {
      fileName: cell(file) === '' ? null : cell(file),
      name: cell(first(is2018 ? 'name' : 'activityname')),
      sport: stravaSport(cell(first(is2018 ? 'type' : 'activitytype'))),
      startedAt: parseActivityDate(cell(date)),
      movingTimeS: numberOf(cell(first('movingtime'))),
      elapsedTimeS: numberOf(cell(last('elapsedtime'))) ?? numberOf(cell(first('elapsedtime'))),
      distanceM:
        distanceM ?? (onlyDistance === null ? null : is2018 ? onlyDistance : onlyDistance * 1000),
      elevationGainM: numberOf(cell(first('elevationgain'))),
      avgBpm: numberOf(cell(first('averageheartrate'))),
      maxBpm: numberOf(cell(last('maxheartrate'))) ?? numberOf(cell(first('maxheartrate'))),
    };
  });
}

function parseTable(text: string): string[][] | null {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch {
    return null;
  }
}

/** `<span …>Start Time</span>` and `elapsed_time` as `starttime` and `elapsedtime`. */
const keyOf = (title: string) =>
  title
    .replaceAll(/<[^>]*>/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** Empty is unknown, not zero; thousands may be set off by commas. */
function numberOf(cell: string): number | null {
  const value = cell === '' ? NaN : Number(cell.replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}
