import type { Ports } from '../../ports/ports.ts';
import { stravaStored } from '../../ports/strava-stored.ts';
import { minutesForStreams } from './budget/decide-call.ts';
import { newBudget } from './budget/budget-windows.ts';
import { changeLink } from './change-link.ts';
import { rowsWithoutStream, type StravaRows } from './strava-rows.ts';

/** Tells the athlete how far the history has come. `streams` counts those as good as they will get. */
export async function syncProgress(
  ports: Pick<Ports, 'store' | 'now'>,
  uid: string,
  rows: StravaRows,
  { found, streamless }: { found: number | null; streamless: readonly string[] },
): Promise<void> {
  const left = rowsWithoutStream(rows, streamless).length;
  const budget = (await ports.store.get(stravaStored.budget())) ?? newBudget(ports.now().getTime());
  await changeLink(ports, uid, (link) => ({
    ...link,
    sync: {
      found: found ?? link.sync?.found ?? rows.size,
      summaries: rows.size,
      streams: rows.size - left,
      etaMinutes: left === 0 ? 0 : minutesForStreams(budget, left),
    },
  }));
}
