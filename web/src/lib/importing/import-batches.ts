import type { ReadActivity } from '@training-monkey/files';

/** The most that one call takes. */
const MOST_ACTIVITIES = 100;
/** Well below the limit of the API, whatever the histograms weigh. */
const MOST_CHARACTERS = 1_500_000;

/** Cuts activities into calls that are neither too long nor too many. */
export function importBatches(activities: readonly ReadActivity[]): ReadActivity[][] {
  const batches: ReadActivity[][] = [];
  let current: ReadActivity[] = [];
  let characters = 0;
  for (const activity of activities) {
    const size = JSON.stringify(activity.facts).length;
    const isFull = current.length >= MOST_ACTIVITIES || characters + size > MOST_CHARACTERS;
    if (current.length > 0 && isFull) {
      batches.push(current);
      current = [];
      characters = 0;
    }
    current.push(activity);
    characters += size;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
