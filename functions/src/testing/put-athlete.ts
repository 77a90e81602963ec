import { stored } from '../ports/stored.ts';
import type { GeneratedAthlete } from './generated-athlete.ts';

/** Puts a generated athlete's documents where they belong. */
export function putAthlete(
  store: { put: (path: string, document: unknown) => void },
  { uid, user, ledgers, activities, annotations }: GeneratedAthlete,
): void {
  store.put(stored.user(uid).path, user);
  store.put(stored.settings(uid).path, user.appliedSettings);
  for (const ledger of ledgers) store.put(stored.ledger(uid, ledger.year).path, ledger);
  for (const [id, document] of activities) store.put(stored.activity(uid, id).path, document);
  for (const [id, document] of annotations) store.put(stored.annotation(uid, id).path, document);
}
