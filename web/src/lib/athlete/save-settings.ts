import { documentPaths, type AthleteSettings } from '@training-monkey/training';
import type { AthleteRecord } from './athlete-record.svelte.ts';

/** What is changed of the settings; the rest stays as whichever device wrote it. */
export type SettingsChange = Partial<Omit<AthleteSettings, 'coach'>> & {
  coach?: Partial<AthleteSettings['coach']>;
};

/** Settings with a change. */
export function withChange(settings: AthleteSettings, change: SettingsChange): AthleteSettings {
  return { ...settings, ...change, coach: { ...settings.coach, ...change.coach } };
}

/** Writes a change of the settings; resolves when the server has it, the page shows it at once. */
export function saveSettings(record: AthleteRecord, change: SettingsChange): Promise<void> {
  return record.writes.merge(documentPaths.athleteSettings(record.uid), change);
}
