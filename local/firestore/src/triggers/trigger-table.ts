import type { Commit, Note } from '../store/journal.ts';
import type { Store } from '../store/store.ts';
import { documentEvent } from './document-event.ts';
import type { DocumentEvent } from './document-event.ts';
import { checkTrigger, triggerMatches } from './trigger.ts';
import type { Trigger } from './trigger.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** As long as the longest run of a function that an event starts. */
const TIMEOUT_MS = 540_000;

/** Header values carry ASCII; ids of documents may be anything. */
const asciiHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace(/[^ -~]+|%/g, (text) => encodeURIComponent(text)),
    ]),
  );

/**
 * Sends an event for each matching change, at least once, until the receiver answers 2xx. Events of
 * one document reach one trigger in order; other events pass one that fails. Triggers and events
 * not yet delivered are notes in the journal, written with the commit itself.
 */
export class TriggerTable {
  readonly #store: Store;
  readonly #triggers = new Map<string, Trigger>();
  /** The last delivery under way for each trigger and document. */
  readonly #lines = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  #next = 0;

  constructor(store: Store) {
    this.#store = store;
    const events: Note[] = [];
    for (const note of store.restoredNotes) {
      if (note.id.startsWith('event/')) events.push(note);
      else if (note.id.startsWith('trigger/')) {
        const trigger = JSON.parse(note.text) as Trigger;
        this.#triggers.set(trigger.id, trigger);
      }
    }
    events.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const note of events) this.#enqueue(note.id, JSON.parse(note.text) as DocumentEvent);
    store.onCommit((commit) => this.#take(commit));
  }

  /** Registers a trigger; one with the same id is replaced. */
  put(trigger: Trigger): void {
    this.#triggers.set(checkTrigger(trigger).id, trigger);
    this.#store.journal.putNote({ id: `trigger/${trigger.id}`, text: JSON.stringify(trigger) });
  }

  remove(id: string): void {
    this.#triggers.delete(id);
    this.#store.journal.removeNote(`trigger/${id}`);
  }

  /** Resolves when no event is under way or waiting. */
  async settled(): Promise<void> {
    while (this.#lines.size > 0) await Promise.all(this.#lines.values());
  }

  close(): void {
    this.#stopping.abort();
  }

  #take(commit: Commit): void {
    if (this.#triggers.size === 0) return;
    for (const change of commit.changes) {
      for (const trigger of this.#triggers.values()) {
        if (!triggerMatches(trigger, change)) continue;
        const event = documentEvent(trigger, change, commit.version);
        this.#next += 1;
        const number = String(this.#next).padStart(9, '0');
        const id = `event/${String(commit.version).padStart(17, '0')}/${number}`;
        this.#store.journal.putNote({ id, text: JSON.stringify(event) });
        this.#store.journal.whenDurable(() => this.#enqueue(id, event));
      }
    }
  }

  #enqueue(id: string, event: DocumentEvent): void {
    const line = `${event.triggerId} ${event.headers['ce-document'] ?? ''}`;
    const before = this.#lines.get(line) ?? Promise.resolve();
    const delivery = before.then(() => this.#deliver(id, event));
    this.#lines.set(line, delivery);
    void delivery.then(() => {
      if (this.#lines.get(line) === delivery) this.#lines.delete(line);
    });
  }

  async #deliver(id: string, event: DocumentEvent): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.#stopping.signal.aborted) {
      const trigger = this.#triggers.get(event.triggerId);
      if (!trigger || (await this.#send(trigger, event))) break;
      await this.#sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
    // An event of a server that stops is still a note and goes out after the next start.
    if (!this.#stopping.signal.aborted) this.#store.journal.removeNote(id);
  }

  async #send(trigger: Trigger, event: DocumentEvent): Promise<boolean> {
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const body = trigger.encoding === 'base64' ? event.body : Buffer.from(event.body, 'base64');
    try {
      const headers = asciiHeaders(event.headers);
      const response = await fetch(trigger.url, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#stopping;
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    });
  }
}
