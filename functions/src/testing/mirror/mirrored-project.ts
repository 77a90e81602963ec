import { localDay } from '@training-monkey/training';
import type { ExportOutcome } from '../../use-cases/export/export-postgres.ts';
import { exportPostgres } from '../../use-cases/export/export-postgres.ts';
import { markingStore } from '../../use-cases/export/marking-store.ts';
import { exportPorts } from '../export-ports.ts';
import { generatedAthlete, type AthletePlan, type GeneratedAthlete } from '../generated-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../memory-ports.ts';
import { putAthlete } from '../put-athlete.ts';

/** Noon in UTC on a day after a leap day, with the year before in reach. */
export const NOW = '2024-03-05T12:00:00.000Z';
export const TODAY = localDay('2024-03-05');

export interface MirroredProject {
  /** Ports whose store leaves marks, as in production. */
  ports: MemoryPorts;
  athletes: GeneratedAthlete[];
  run: (url: string, everything?: boolean) => Promise<ExportOutcome>;
}

/** Some athletes in memory, and how to export them. */
export function mirroredProject(plans: Partial<AthletePlan>[]): MirroredProject {
  const memory = memoryPorts({ now: NOW });
  const athletes = plans.map((plan, n) =>
    generatedAthlete({
      ...{ seed: n + 1, userId: n + 1, activities: 60, days: 200, today: TODAY },
      ...plan,
    }),
  );
  for (const athlete of athletes) putAthlete(memory.store, athlete);
  const ports = { ...memory, store: { ...memory.store, ...markingStore(memory.store) } };
  const run = (url: string, everything = false) => {
    const deadline = new Date(ports.now().getTime() + 3_600_000);
    return exportPostgres(exportPorts(memory, url), { everything, deadline });
  };
  return { ports, athletes, run };
}
