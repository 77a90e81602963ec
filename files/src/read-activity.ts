import { activityFacts, refusalFrom, type ActivityFacts } from '@training-monkey/training';
import { UnreadableFileError, type FileFormat } from './unreadable-file-error.ts';

/** What reading needs to know about the athlete. */
export interface ReadingOptions {
  /** IANA zone for recordings that do not tell where they were made. */
  athleteTimeZone: string;
}

/** One activity out of a file. */
export interface ReadActivity {
  facts: ActivityFacts;
  fileName: string;
  /** What the athlete should know about how it was read; null when all is as recorded. */
  caution: string | null;
}

/** Facts within what can be stored. @throws UnreadableFileError naming the field */
export function plausibleFacts(format: FileFormat, facts: ActivityFacts): ActivityFacts {
  const parsed = activityFacts.safeParse(facts);
  if (parsed.success) return parsed.data;
  const { field, message } = refusalFrom(parsed.error);
  throw new UnreadableFileError(format, `${field} is impossible (${message})`);
}

/** A value in a range, or unknown: a sensor that says 65,535 m of climb says nothing. */
export function within(value: number | null, low: number, high: number): number | null {
  return value !== null && value >= low && value <= high ? value : null;
}
