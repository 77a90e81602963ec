import {
  deleteDoc,
  doc,
  getDocFromCache,
  setDoc,
  type DocumentReference,
  type Firestore,
} from 'firebase/firestore';

/**
 * What an athlete writes. The device keeps it first and then sends it, if need be after days without
 * network; each promise resolves when the server has it and rejects when the server refuses it.
 */
export class AthleteWrites {
  #firestore: Firestore;
  #unkept = 0;

  constructor(firestore: Firestore) {
    this.#firestore = firestore;
  }

  /** Whether something is not kept by this device yet, and lost if the page goes now. */
  get areUnkept(): boolean {
    return this.#unkept > 0;
  }

  /** Writes a whole document. */
  set(path: string, document: object): Promise<void> {
    return this.#write(path, (reference) => setDoc(reference, dated(document)));
  }

  /** Writes the fields given and leaves the others as whichever device wrote them. */
  merge(path: string, fields: object): Promise<void> {
    return this.#write(path, (reference) => setDoc(reference, dated(fields), { merge: true }));
  }

  remove(path: string): Promise<void> {
    return this.#write(path, deleteDoc);
  }

  #write(path: string, send: (reference: DocumentReference) => Promise<void>): Promise<void> {
    const reference = doc(this.#firestore, path);
    const sent = send(reference);
    this.#unkept += 1;
    const keep = () => {
      this.#unkept -= 1;
    };
    // The cache does one thing after the other: once it answers this, it has kept the write.
    getDocFromCache(reference).then(keep, keep);
    return sent;
  }
}

const dated = (fields: object) => ({ ...fields, updatedAt: new Date().toISOString() });
