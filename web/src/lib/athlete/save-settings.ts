import { documentPaths, type AthleteSettings } from '@training-monkey/training';
import { doc, setDoc } from 'firebase/firestore';
import type { AthleteRecord } from './athlete-record.svelte.ts';

/** Writes the settings; resolves when the server has them, the page shows them at once. */
export function saveSettings(record: AthleteRecord, settings: AthleteSettings): Promise<void> {
  const path = documentPaths.athleteSettings(record.uid);
  return setDoc(doc(record.firestore, path), { ...settings, updatedAt: new Date().toISOString() });
}
