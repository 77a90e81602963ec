import type { Request, Response } from '@google-cloud/functions-framework';
import type { Ports } from '../ports/ports.ts';
import { sweepInbox } from '../use-cases/inbox/sweep-inbox.ts';
import { syncDue } from '../use-cases/strava/sync-due.ts';
import { sendError } from './api/send-error.ts';

/** Inside the function's time limit and the quarter of an hour until the next run. */
const TIME_MS = 8 * 60_000;

/**
 * Just after each of Strava's windows begins: starts listings that are due, removes what has outlived
 * its lease, and goes on with what waited for the window.
 */
export async function syncStrava(
  ports: Ports,
  _request: Request,
  response: Response,
): Promise<void> {
  const startedMs = ports.now().getTime();
  try {
    const counts = await syncDue(ports);
    const { ran } = await sweepInbox(ports, new Date(startedMs + TIME_MS));
    const durationMs = ports.now().getTime() - startedMs;
    const told = { function: 'sync-strava', ...counts, swept: ran, durationMs };
    ports.log('INFO', 'synced Strava', told);
    response.json({ ...counts, swept: ran });
  } catch (thrown) {
    sendError(ports, response, thrown, { function: 'sync-strava' });
  }
}
