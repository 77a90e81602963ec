import { generatedTraining } from './generated-training.ts';
import type { SandboxActivity } from './sandbox-activity.ts';
import type { SandboxAthlete } from './sandbox-athlete.ts';

const DAY_MS = 86_400_000;

/** What people changed by hand, on top of what is generated. */
export type HandChange =
  { kind: 'put'; activity: SandboxActivity } | { kind: 'remove'; id: number; athleteId: number };

const endMs = (activity: SandboxActivity) => activity.startMs + activity.elapsedTimeS * 1000;

/** The newest so many activities, or all of the athlete's years, that had ended by then. */
function generatedHistory(athlete: SandboxAthlete, untilMs: number, openedMs: number) {
  const activities: SandboxActivity[] = [];
  const lastDay = Math.floor(untilMs / DAY_MS) + 1;
  const firstDay = Math.floor(openedMs / DAY_MS - athlete.years * 365.25);
  const oldest = athlete.newest === null ? firstDay : 0;
  for (let day = lastDay; day >= oldest; day--) {
    for (const activity of generatedTraining(athlete, day)) {
      if (endMs(activity) <= untilMs) activities.push(activity);
    }
    if (athlete.newest !== null && activities.length >= athlete.newest) break;
  }
  return athlete.newest === null ? activities : activities.slice(0, athlete.newest);
}

/** Everybody's activities: generated once per athlete, then changed by hand or by time passing. */
export function trainingStore(
  athletes: readonly SandboxAthlete[],
  clock: () => number,
  openedMs: number,
  changes: HandChange[],
) {
  const histories = new Map<number, Map<number, SandboxActivity>>();
  let generatedUntil = clock();

  function apply(history: Map<number, SandboxActivity>, change: HandChange): void {
    if (change.kind === 'put') history.set(change.activity.id, change.activity);
    else history.delete(change.id);
  }

  function historyOf(athleteId: number): Map<number, SandboxActivity> {
    let history = histories.get(athleteId);
    if (history) return history;
    history = new Map();
    const athlete = athletes.find((one) => one.id === athleteId);
    if (athlete) {
      for (const activity of generatedHistory(athlete, generatedUntil, openedMs)) {
        history.set(activity.id, activity);
      }
    }
    for (const change of changes) {
      const owner = change.kind === 'put' ? change.activity.athleteId : change.athleteId;
      if (owner === athleteId) apply(history, change);
    }
    histories.set(athleteId, history);
    return history;
  }

  function find(id: number): SandboxActivity | null {
    for (const athlete of athletes) {
      const activity = historyOf(athlete.id).get(id);
      if (activity) return activity;
    }
    return null;
  }

  return {
    find,
    /** Newest first. */
    list: (athleteId: number): SandboxActivity[] =>
      [...historyOf(athleteId).values()].sort((a, b) => b.startMs - a.startMs || b.id - a.id),
    change(change: HandChange): void {
      const owner = change.kind === 'put' ? change.activity.athleteId : change.athleteId;
      apply(historyOf(owner), change);
      const idOf = (one: HandChange) => (one.kind === 'put' ? one.activity.id : one.id);
      const earlier = changes.findIndex((one) => idOf(one) === idOf(change));
      if (earlier >= 0) changes.splice(earlier, 1);
      changes.push(change);
    },
    /** Activities that ended since the last look, now part of their athletes' histories. */
    appearedSince(): SandboxActivity[] {
      const now = clock();
      const before = generatedUntil;
      generatedUntil = now;
      const appeared: SandboxActivity[] = [];
      for (const athlete of athletes) {
        const history = historyOf(athlete.id);
        for (let day = Math.floor(before / DAY_MS) - 1; day <= now / DAY_MS + 1; day++) {
          for (const activity of generatedTraining(athlete, day)) {
            if (endMs(activity) <= before || endMs(activity) > now) continue;
            history.set(activity.id, activity);
            appeared.push(activity);
          }
        }
      }
      return appeared;
    },
  };
}
