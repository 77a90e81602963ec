import type { Request, Response } from '@google-cloud/functions-framework';
import type { Ports } from '../ports/ports.ts';
import { turnTheDay } from '../use-cases/athlete/turn-the-day.ts';
import { sweepInbox } from '../use-cases/inbox/sweep-inbox.ts';
import { sendError } from './api/send-error.ts';

/** Well inside the function's time limit; what is left over is taken up an hour later. */
const TIME_MS = 8 * 60_000;

/** Hourly: turns the day where local midnight has passed, and does what was left lying in the inbox. */
export async function recomputeMetrics(
  ports: Ports,
  _request: Request,
  response: Response,
): Promise<void> {
  const startedMs = ports.now().getTime();
  const deadline = new Date(startedMs + TIME_MS);
  try {
    const days = await turnTheDay(ports, deadline);
    const inbox = await sweepInbox(ports, deadline);
    const durationMs = ports.now().getTime() - startedMs;
    ports.log('INFO', 'turned the day', {
      function: 'recompute-metrics',
      ...days,
      swept: inbox.ran,
      durationMs,
    });
    response.json({ ...days, swept: inbox.ran });
  } catch (thrown) {
    sendError(ports, response, thrown, { function: 'recompute-metrics' });
  }
}
