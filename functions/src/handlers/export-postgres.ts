import type { Request, Response } from '@google-cloud/functions-framework';
import { ServiceError } from '../errors/service-error.ts';
import type { Ports } from '../ports/ports.ts';
import { exportPostgres } from '../use-cases/export/export-postgres.ts';
import { twinReport } from '../use-cases/export/twin-report.ts';
import { sendError } from './api/send-error.ts';

/** Inside the function's time limit; what is left over is taken up by the next run. */
const TIME_MS = 7 * 60_000;

/**
 * Hourly and on demand: brings the relational mirror up to date. With `?everything=1` all documents are
 * read once more. Without a database there is nothing to do.
 */
export async function exportToPostgres(
  ports: Ports,
  request: Pick<Request, 'query'>,
  response: Response,
): Promise<void> {
  const { mirroring } = ports;
  if (mirroring === undefined) {
    response.json({ skipped: 'DATABASE_URL is not set' });
    return;
  }
  const startedMs = ports.now().getTime();
  try {
    const everything = request.query['everything'] === '1';
    const deadline = new Date(startedMs + TIME_MS);
    const { differences, ...counts } = await exportPostgres(
      { ...ports, ...mirroring, store: mirroring.unmarked },
      { everything, deadline },
    );
    const durationMs = ports.now().getTime() - startedMs;
    const found = { differences: differences.length, durationMs };
    ports.log('INFO', 'exported', { function: 'export-postgres', ...counts, ...found });
    if (differences.length > 0) {
      const cause = new Error(twinReport(differences));
      throw new ServiceError('internal', 'Application and SQL twin disagree.', { cause });
    }
    if (counts.failed > 0) {
      throw new ServiceError('internal', `${counts.failed} athletes could not be exported.`);
    }
    response.json(counts);
  } catch (thrown) {
    sendError(ports, response, thrown, { function: 'export-postgres' });
  }
}
