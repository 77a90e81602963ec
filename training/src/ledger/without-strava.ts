import { isStravaCopy } from '../activity/strava-activity-id.ts';
import type { Ledger } from '../documents/ledger.ts';
import { withLedgerRows } from './with-ledger-rows.ts';

/** What a ledger holds from files and by hand, for uses that Strava's terms keep its data out of. */
export function withoutStrava(ledger: Ledger): Ledger {
  return withLedgerRows(ledger, { remove: ledger.activityIds.filter(isStravaCopy) });
}
