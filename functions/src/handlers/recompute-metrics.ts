import type { Request, Response } from '@google-cloud/functions-framework';
import type { Ports } from '../ports/ports.ts';
import { turnTheDay } from '../use-cases/athlete/turn-the-day.ts';
import { publishBenchmarks } from '../use-cases/benchmarks/publish-benchmarks.ts';
import { sweepInbox } from '../use-cases/inbox/sweep-inbox.ts';
import { sendError } from './api/send-error.ts';

/** Well inside the function's time limit; what is left over is taken up an hour later. */
const TIME_MS = 8 * 60_000;

/**
 * Hourly: turns the day where local midnight has passed, does what was left lying in the inbox, and
 * publishes benchmarks once their four weeks are over.
 */
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
    const benchmarks = await publishBenchmarks(ports, deadline);
    const durationMs = ports.now().getTime() - startedMs;
    ports.log('INFO', 'turned the day', {
      function: 'recompute-metrics',
      ...days,
      swept: inbox.ran,
      athletesCounted: benchmarks.athletes,
      benchmarks: benchmarks.cohorts,
      durationMs,
    });
    response.json({ ...days, swept: inbox.ran });
  } catch (thrown) {
    sendError(ports, response, thrown, { function: 'recompute-metrics' });
  }
}
