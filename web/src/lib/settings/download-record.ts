import { documentPaths } from '@training-monkey/training';
import {
  collection,
  doc,
  documentId,
  getDoc,
  getDocs,
  limit,
  orderBy,
  query,
  startAfter,
  type Firestore,
  type QueryConstraint,
  type QuerySnapshot,
} from 'firebase/firestore';
import type { AthleteRecord } from '../athlete/athlete-record.svelte.ts';

const PAGE = 300;

/** Everything stored about the athlete, as it is stored. */
export async function downloadRecord(record: AthleteRecord): Promise<Blob> {
  const { uid, firestore } = record;
  const one = async (path: string) => (await getDoc(doc(firestore, path))).data() ?? null;
  const content = {
    user: await one(documentPaths.user(uid)),
    settings: await one(documentPaths.athleteSettings(uid)),
    latest: await one(documentPaths.dashboard(uid)),
    activities: await all(firestore, documentPaths.activities(uid)),
    annotations: await all(firestore, documentPaths.annotations(uid)),
    journal: await all(firestore, documentPaths.journal(uid)),
    ledgers: await all(firestore, documentPaths.ledgers(uid)),
    recommendations: await all(firestore, documentPaths.recommendations(uid)),
  };
  return new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' });
}

async function all(firestore: Firestore, path: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (let after: string | null = null; ;) {
    const rest: QueryConstraint[] = after === null ? [] : [startAfter(after)];
    const inOrder: QueryConstraint[] = [orderBy(documentId()), ...rest, limit(PAGE)];
    const page: QuerySnapshot = await getDocs(query(collection(firestore, path), ...inOrder));
    for (const document of page.docs) found[document.id] = document.data();
    if (page.size < PAGE) return found;
    after = page.docs.at(-1)?.id ?? null;
  }
}
