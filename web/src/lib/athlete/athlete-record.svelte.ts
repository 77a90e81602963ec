import {
  activityDocument,
  annotationDocument,
  athleteSettingsDocument,
  documentPaths,
  journalDocument,
  ledgerDocument,
  recommendationDocument,
  userDocument,
  type ActivityDocument,
  type AnnotationDocument,
  type Ledger,
  type LocalDay,
  type RecommendationDocument,
} from '@training-monkey/training';
import {
  collection,
  documentId,
  endAt,
  limit,
  orderBy,
  query,
  startAt,
  where,
  type Firestore,
} from 'firebase/firestore';
import { createContext } from 'svelte';
import type { Cloud } from '../cloud/cloud.ts';
import { keptByKey } from '../cloud/kept-by-key.ts';
import { liveDocument, liveQuery, type StoredList } from '../cloud/live-documents.ts';
import type { LiveSnapshot } from '../cloud/live-snapshot.svelte.ts';
import { AthleteWrites } from './athlete-writes.ts';

/** More than anybody trains in a day; a bound all the same. */
const MOST_A_DAY = 40;

/** Everything of one athlete, read live and each document listened to once. */
export class AthleteRecord {
  readonly uid: string;
  readonly cloud: Cloud;
  readonly firestore: Firestore;
  readonly writes: AthleteWrites;
  readonly user;
  readonly settings;
  /** One calendar year. */
  readonly ledger: (year: number) => LiveSnapshot<Ledger>;
  /** What the coach said for a day. */
  readonly recommendation: (day: LocalDay) => LiveSnapshot<RecommendationDocument>;
  /** The activities of a day. */
  readonly activitiesOn: (day: LocalDay) => LiveSnapshot<StoredList<ActivityDocument>>;

  constructor(cloud: Cloud, uid: string) {
    const { firestore } = cloud;
    this.cloud = cloud;
    this.firestore = firestore;
    this.writes = new AthleteWrites(firestore);
    this.uid = uid;
    this.user = liveDocument(firestore, documentPaths.user(uid), userDocument);
    this.settings = liveDocument(
      firestore,
      documentPaths.athleteSettings(uid),
      athleteSettingsDocument,
    );
    this.ledger = keptByKey((year) =>
      liveDocument(firestore, documentPaths.ledger(uid, year), ledgerDocument),
    );
    this.recommendation = keptByKey((day) =>
      liveDocument(firestore, documentPaths.recommendation(uid, day), recommendationDocument),
    );
    this.activitiesOn = keptByKey((day) =>
      liveQuery(
        query(
          collection(firestore, documentPaths.activities(uid)),
          where('date', '==', day),
          limit(MOST_A_DAY),
        ),
        activityDocument,
      ),
    );
  }

  activity(activityId: string): LiveSnapshot<ActivityDocument> {
    const path = documentPaths.activity(this.uid, activityId);
    return liveDocument(this.firestore, path, activityDocument);
  }

  annotation(activityId: string): LiveSnapshot<AnnotationDocument> {
    const path = documentPaths.annotation(this.uid, activityId);
    return liveDocument(this.firestore, path, annotationDocument);
  }

  /** Journal entries from a day to a day, both included. */
  journal(from: LocalDay, to: LocalDay) {
    return liveQuery(
      query(
        collection(this.firestore, documentPaths.journal(this.uid)),
        orderBy(documentId()),
        startAt(from),
        endAt(to),
        limit(60),
      ),
      journalDocument,
    );
  }
}

export const [getAthleteRecord, setAthleteRecord] = createContext<AthleteRecord>();
