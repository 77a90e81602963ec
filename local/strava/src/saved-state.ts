import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from './grants.ts';
import type { HandChange } from './training-store.ts';

export interface PushSubscription {
  id: number;
  callbackUrl: string;
  createdAtMs: number;
}

/** What the sandbox remembers between starts; training itself is generated again. */
interface SavedState {
  openedMs: number;
  grants: Grant[];
  changes: HandChange[];
  subscription: PushSubscription | null;
}

/** The state of a folder, or a fresh one that is kept nowhere. */
export function openSavedState(dataDir: string | undefined, nowMs: number) {
  const file = dataDir === undefined ? null : join(dataDir, 'strava-sandbox.json');
  const fresh: SavedState = { openedMs: nowMs, grants: [], changes: [], subscription: null };
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const state =
    file !== null && existsSync(file)
      ? { ...fresh, ...(JSON.parse(readFileSync(file, 'utf8')) as SavedState) }
      : fresh;
  return {
    state,
    save(): void {
      if (file === null) return;
      writeFileSync(`${file}.new`, JSON.stringify(state));
      renameSync(`${file}.new`, file);
    },
  };
}
