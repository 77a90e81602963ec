import { Cron } from 'croner';
import type { DeploymentManifest } from './deployment-manifest.ts';

export interface ScheduleEntry {
  name: string;
  cron: string;
  timeZone: string;
  timeoutSeconds: number;
}

/** What the manifest wants called by the clock. */
export function scheduleOf(manifest: DeploymentManifest): ScheduleEntry[] {
  return manifest.functions.flatMap((one) =>
    one.kind === 'schedule'
      ? [
          {
            name: one.name,
            cron: one.cron,
            timeZone: one.timeZone,
            timeoutSeconds: one.timeoutSeconds,
          },
        ]
      : [],
  );
}

/** First time after an instant at which an entry is due; null when it never is again. */
export function nextDue(entry: ScheduleEntry, after: Date): Date | null {
  return new Cron(entry.cron, { timezone: entry.timeZone, paused: true }).nextRun(after);
}

/**
 * Calls `run` whenever an entry is due, never twice at a time for the same one. What `run` rejects
 * with goes to `onFailure`, and the next turn comes all the same.
 */
export function startSchedule(
  entries: ScheduleEntry[],
  run: (entry: ScheduleEntry) => Promise<void>,
  onFailure: (entry: ScheduleEntry, error: unknown) => void,
): { stop: () => void } {
  const jobs = entries.map(
    (entry) =>
      new Cron(
        entry.cron,
        { timezone: entry.timeZone, protect: true, catch: (error) => onFailure(entry, error) },
        () => run(entry),
      ),
  );
  return {
    stop: () => {
      for (const job of jobs) job.stop();
    },
  };
}
