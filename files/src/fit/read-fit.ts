import { UnreadableFileError } from '../unreadable-file-error.ts';
import type { ReadActivity, ReadingOptions } from '../read-activity.ts';
import { activitiesFromFit } from './activities-from-fit.ts';
import { decodeFit } from './decode-fit.ts';

const ACTIVITY_FILE = 4;
const FILE_TYPES: Record<number, string> = {
  1: 'device description',
  2: 'settings',
  3: 'sport settings',
  5: 'workout plan',
  6: 'course',
  7: 'schedule',
  9: 'weight scale',
  10: 'totals',
  11: 'goals',
  14: 'blood pressure',
  15: 'monitoring',
  20: 'activity summary',
  28: 'monitoring',
  32: 'monitoring',
  34: 'segment',
  35: 'segment list',
};

/** `a settings file`, `a file of type 99`. */
function fileKind(type: number): string {
  const kind = FILE_TYPES[type];
  return kind === undefined ? `a file of type ${type}` : `a ${kind} file`;
}

/** The activities of a FIT file. @throws UnreadableFileError when it holds none */
export function readFit(
  fileName: string,
  bytes: Uint8Array,
  options: ReadingOptions,
): ReadActivity[] {
  const { recordings, damage } = decodeFit(bytes);
  const activities: ReadActivity[] = [];
  let reason = 'it holds no activity';
  for (const recording of recordings) {
    const { fileType } = recording;
    if (fileType !== null && fileType !== ACTIVITY_FILE) {
      reason = `it is no activity but ${fileKind(fileType)}`;
      continue;
    }
    const found = activitiesFromFit(recording, options);
    if (found.length === 0) reason = 'it holds no session and no record with a time';
    for (const { facts, caution } of found) {
      const notes = [caution, recording.problem, damage].filter((note) => note !== null);
      activities.push({ facts, fileName, caution: notes.length > 0 ? notes.join('; ') : null });
    }
  }
  if (activities.length === 0) throw new UnreadableFileError('FIT', reason);
  return activities;
}
