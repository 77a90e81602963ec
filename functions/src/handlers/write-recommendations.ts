import type { Request, Response } from '@google-cloud/functions-framework';
import type { Ports } from '../ports/ports.ts';
import { writeDueRecommendations } from '../use-cases/coach/write-due-recommendations.ts';
import { sendError } from './api/send-error.ts';

/** Well inside the function's time limit; who is left over comes up an hour later. */
const TIME_MS = 7 * 60_000;

/** Hourly: the recommendations of the athletes whose morning has come. */
export async function writeRecommendations(
  ports: Ports,
  _request: Request,
  response: Response,
): Promise<void> {
  const startedMs = ports.now().getTime();
  try {
    const counts = await writeDueRecommendations(ports, new Date(startedMs + TIME_MS));
    const durationMs = ports.now().getTime() - startedMs;
    ports.log('INFO', 'wrote recommendations', {
      function: 'write-recommendations',
      ...counts,
      durationMs,
    });
    response.json(counts);
  } catch (thrown) {
    sendError(ports, response, thrown, { function: 'write-recommendations' });
  }
}
