import type { Caller } from '../commit/access-policy.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type { WriteRequest } from '../protocol/messages.ts';
import { statusOf } from '../status.ts';
import type { StatusError } from '../status.ts';
import { Timestamp } from '../values/value.ts';
import { commitNow } from './commit-methods.ts';

export interface WriteSink {
  send(response: object): void;
  fail(error: StatusError): void;
}

/**
 * One Write call. Clients send several batches ahead and send the rest again after a failure, so
 * the first failure ends the stream for good.
 */
export class WriteStream {
  readonly #core: FirestoreCore;
  readonly #caller: Caller;
  readonly #sink: WriteSink;
  #database = '';
  #open = true;
  #token = 0;

  constructor(core: FirestoreCore, caller: Caller, sink: WriteSink) {
    this.#core = core;
    this.#caller = caller;
    this.#sink = sink;
  }

  receive(request: WriteRequest): void {
    if (!this.#open) return;
    const handshake = this.#token === 0;
    this.#token += 1;
    const streamToken = Buffer.from(String(this.#token));
    if (handshake) {
      this.#database = request.database ?? '';
      this.#answer({ streamId: 'stream', streamToken });
      return;
    }
    const writes = request.writes ?? [];
    if (writes.length === 0) {
      const commitTime = Timestamp.fromMicros(this.#core.store.version);
      this.#answer({ streamToken, commitTime });
      return;
    }
    try {
      const { writeResults, commitTime } = commitNow(
        this.#core,
        this.#caller,
        this.#database,
        writes,
      );
      this.#answer({ streamToken, writeResults, commitTime });
    } catch (error) {
      this.#open = false;
      const status = statusOf(error);
      this.#core.store.journal.whenDurable(() => this.#sink.fail(status));
    }
  }

  close(): void {
    this.#open = false;
  }

  #answer(response: object): void {
    this.#core.store.journal.whenDurable(() => this.#sink.send(response));
  }
}
