import { postgresMirror } from '../adapters/postgres/postgres-mirror.ts';
import type { ExportPorts } from '../use-cases/export/export-postgres.ts';
import type { MemoryPorts } from './memory-ports.ts';

/** Documents in memory, mirrored into a real database; a memory that stands still is a snapshot. */
export function exportPorts(ports: MemoryPorts, databaseUrl: string): ExportPorts {
  return {
    ...ports,
    snapshots: { read: (run) => run(ports.store) },
    mirror: postgresMirror(databaseUrl),
  };
}
