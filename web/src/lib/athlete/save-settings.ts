import { documentPaths, type AthleteSettings } from '@training-monkey/training';
import type { AthleteRecord } from './athlete-record.svelte.ts';

/** Writes the settings; resolves when the server has them, the page shows them at once. */
export function saveSettings(record: AthleteRecord, settings: AthleteSettings): Promise<void> {
  return record.writes.set(documentPaths.athleteSettings(record.uid), settings);
}
