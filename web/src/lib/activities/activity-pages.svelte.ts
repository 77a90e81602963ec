import {
  activityDocument,
  documentPaths,
  type ActivityDocument,
  type SportFamily,
} from '@training-monkey/training';
import {
  collection,
  getDocs,
  limit,
  orderBy,
  query,
  startAfter,
  where,
  type QueryConstraint,
} from 'firebase/firestore';
import type { AthleteRecord } from '../athlete/athlete-record.svelte.ts';
import { listenerMessage } from '../cloud/listener-message.ts';
import { liveQuery, type Stored } from '../cloud/live-documents.ts';

const PAGE = 40;
/** How far a search looks back by itself before it asks whether to go on. */
const SEARCH_PAGES = 10;

/** Activities, newest first: the first page live, older ones fetched as they are scrolled to. */
export class ActivityPages {
  #record: AthleteRecord;
  #family: SportFamily | null;
  #first;
  /** Also what stood on the first page at the time: what is new pushes it down from there. */
  #older = $state.raw<Stored<ActivityDocument>[]>([]);
  #unreadable = $state(0);
  isFetching = $state(false);
  failure = $state<string | null>(null);
  #reachedEnd = $state(false);

  constructor(record: AthleteRecord, family: SportFamily | null) {
    this.#record = record;
    this.#family = family;
    this.#first = liveQuery(this.#query(), activityDocument);
  }

  get first() {
    return this.#first.current;
  }
  retry = () => this.#first.retry();

  get activities(): Stored<ActivityDocument>[] {
    const first = this.#first.current;
    if (first.status !== 'ready') return [];
    const oldest = first.value.documents.at(-1)?.value.startedAt ?? '';
    return [
      ...first.value.documents,
      ...this.#older.filter(({ value }) => value.startedAt < oldest),
    ];
  }
  get unreadable(): number {
    const first = this.#first.current;
    return this.#unreadable + (first.status === 'ready' ? first.value.unreadable : 0);
  }
  get hasMore(): boolean {
    const first = this.#first.current;
    return first.status === 'ready' && first.value.documents.length >= PAGE && !this.#reachedEnd;
  }

  /** Fetches the next page; a second call while one is under way does nothing. */
  async fetchMore(): Promise<void> {
    const oldest = this.activities.at(-1);
    if (this.isFetching || !this.hasMore || oldest === undefined) return;
    this.isFetching = true;
    this.failure = null;
    try {
      const snapshot = await getDocs(this.#query(startAfter(oldest.value.startedAt)));
      const found: Stored<ActivityDocument>[] = [];
      for (const document of snapshot.docs) {
        const parsed = activityDocument.safeParse(document.data());
        if (parsed.success) found.push({ id: document.id, value: parsed.data });
        else this.#unreadable += 1;
      }
      this.#older = [...this.activities, ...found];
      this.#reachedEnd = snapshot.size < PAGE;
    } catch (error) {
      this.failure = listenerMessage(error);
    } finally {
      this.isFetching = false;
    }
  }

  /** Fetches older pages until enough activities match or the search has gone far enough. */
  async fetchUntil(isEnough: () => boolean): Promise<void> {
    for (let page = 0; page < SEARCH_PAGES && this.hasMore && !isEnough(); page++) {
      await this.fetchMore();
      if (this.failure !== null) return;
    }
  }

  #query(...more: QueryConstraint[]) {
    const activities = collection(
      this.#record.firestore,
      documentPaths.activities(this.#record.uid),
    );
    const ofFamily = this.#family === null ? [] : [where('sportFamily', '==', this.#family)];
    return query(activities, ...ofFamily, orderBy('startedAt', 'desc'), ...more, limit(PAGE));
  }
}
