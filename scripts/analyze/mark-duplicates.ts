import { isSameActivity } from '../../functions/src/use-cases/activities/is-same-activity.ts';
import type { ScoredActivity } from './analyzed-activity.ts';

/** Copies never start further apart than that. */
const SAME_START_MS = 120_000;

/**
 * The activities in order of start, each copy of one marked with the file that counts in its place:
 * one ride as FIT and GPX, or in an archive and a folder, must not weigh twice. What is a copy is
 * decided as in the product; the one with heart rate per sample counts, else the first.
 */
export function markDuplicates(activities: readonly ScoredActivity[]): ScoredActivity[] {
  const ordered = activities
    .map((activity) => ({ activity, startMs: Date.parse(activity.facts.startedAt) }))
    .toSorted(
      (a, b) =>
        a.startMs - b.startMs ||
        rank(a.activity) - rank(b.activity) ||
        (a.activity.file < b.activity.file ? -1 : 1),
    );
  const original = new Map<ScoredActivity, string>();
  ordered.forEach(({ activity, startMs }, i) => {
    if (original.has(activity)) return;
    const copies = [activity];
    for (let j = i + 1; j < ordered.length; j++) {
      const other = ordered[j];
      if (!other || other.startMs - startMs > SAME_START_MS) break;
      if (!original.has(other.activity) && isCopy(activity, other.activity)) {
        copies.push(other.activity);
      }
    }
    if (copies.length === 1) return;
    const [best = activity] = copies.toSorted((a, b) => rank(a) - rank(b));
    for (const copy of copies) if (copy !== best) original.set(copy, best.file);
  });
  return ordered.map(({ activity }) => ({
    ...activity,
    duplicateOf: original.get(activity) ?? null,
  }));
}

const rank = ({ facts }: ScoredActivity) =>
  facts.heartRate === null ? 2 : facts.heartRate.histogram === null ? 1 : 0;

/** Sessions of one file are different ones, however short. */
function isCopy(one: ScoredActivity, other: ScoredActivity): boolean {
  return one.file !== other.file && isSameActivity(timesOf(one), timesOf(other));
}

const timesOf = ({ facts }: ScoredActivity) => ({
  startedAtS: Date.parse(facts.startedAt) / 1000,
  movingTimeS: facts.movingTimeS,
});
