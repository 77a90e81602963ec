import type { Caller } from '../commit/access-policy.ts';
import { checkProject, countsOf } from '../firestore-core.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type { ListenRequest, ListenResponse, TargetMessage } from '../protocol/messages.ts';
import { projected } from '../query/run-query.ts';
import { invalid, StatusError, statusOf } from '../status.ts';
import { Timestamp } from '../values/value.ts';
import type { ListenHub, Subscription } from './listen-hub.ts';
import { resultChanges } from './result-changes.ts';
import type { ResultChange } from './result-changes.ts';
import { resumeToken, versionOfToken } from './resume-token.ts';
import { parseTarget, resultsOf } from './target.ts';
import type { Target } from './target.ts';

/** A silent stream is restarted by some clients after 120 s. */
const HEARTBEAT_MS = 45_000;

export interface ListenSink {
  send(response: ListenResponse): void;
}

/** One Listen call with any number of targets, on whatever transport. */
export class ListenStream {
  readonly #core: FirestoreCore;
  readonly #hub: ListenHub;
  readonly #caller: Caller;
  readonly #sink: ListenSink;
  readonly #targets = new Map<number, Subscription>();
  readonly #heartbeat: NodeJS.Timeout;
  #open = true;
  #told = 0;

  constructor(core: FirestoreCore, hub: ListenHub, caller: Caller, sink: ListenSink) {
    this.#core = core;
    this.#hub = hub;
    this.#caller = caller;
    this.#sink = sink;
    this.#heartbeat = setInterval(() => this.#snapshot(this.#core.store.version), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  receive(request: ListenRequest): void {
    if (!this.#open) return;
    if (request.addTarget) this.#add(request.addTarget);
    else if (request.removeTarget !== undefined) this.#remove(request.removeTarget);
    else throw invalid('A listen request adds or removes a target.');
  }

  close(): void {
    this.#open = false;
    clearInterval(this.#heartbeat);
    for (const subscription of this.#targets.values()) this.#hub.unsubscribe(subscription);
    this.#targets.clear();
  }

  /** Nothing is told before it survives a crash. */
  #send(response: ListenResponse): void {
    this.#core.store.journal.whenDurable(() => {
      if (this.#open) this.#sink.send(response);
    });
  }

  #remove(targetId: number): void {
    this.#drop(targetId);
    this.#send({ targetChange: { targetChangeType: 'REMOVE', targetIds: [targetId] } });
  }

  #drop(targetId: number): void {
    const subscription = this.#targets.get(targetId);
    if (subscription) this.#hub.unsubscribe(subscription);
    this.#targets.delete(targetId);
  }

  #refuse(targetId: number, error: StatusError): void {
    this.#drop(targetId);
    const cause = { code: error.code, message: error.message };
    this.#send({ targetChange: { targetChangeType: 'REMOVE', targetIds: [targetId], cause } });
  }

  #add(message: TargetMessage): void {
    const targetId = message.targetId || Math.max(0, ...this.#targets.keys()) + 1;
    this.#drop(targetId);
    try {
      const target = parseTarget(message);
      checkProject(this.#core, target.kind === 'query' ? target.query.parent : target.names[0]);
      if (target.kind === 'query') this.#core.checkIndexes(target.query);
      const decision = this.#hub.decide(this.#caller, target);
      if (decision.denial !== null) throw new StatusError('PERMISSION_DENIED', decision.denial);
      const subscription = this.#subscription(targetId, target, decision);
      this.#targets.set(targetId, subscription);
      this.#hub.subscribe(subscription);
      this.#begin(targetId, message, subscription);
    } catch (error) {
      this.#refuse(targetId, statusOf(error));
    }
  }

  #subscription(
    targetId: number,
    target: Target,
    decision: Subscription['decision'],
  ): Subscription {
    return {
      caller: this.#caller,
      view: this.#hub.viewOf(target),
      decision,
      changed: (changes) => this.#tell(targetId, target, changes),
      denied: (reason) => this.#refuse(targetId, new StatusError('PERMISSION_DENIED', reason)),
      finish: (version) => {
        if (this.#told < version) this.#snapshot(version);
      },
    };
  }

  #begin(targetId: number, message: TargetMessage, subscription: Subscription): void {
    const { store } = this.#core;
    const { target, results } = subscription.view;
    const resumed = message.resumeToken?.length
      ? versionOfToken(message.resumeToken)
      : (message.readTime?.toMicros() ?? undefined);
    const targetIds = [targetId];
    this.#send({ targetChange: { targetChangeType: 'ADD', targetIds } });
    const known = resumed !== undefined && resumed !== null && store.canReadAt(resumed);
    if (resumed !== undefined && !known) {
      this.#send({ targetChange: { targetChangeType: 'RESET', targetIds } });
    }
    const before = known ? resultsOf(target, store.at(resumed)) : new Map<string, never>();
    this.#tell(
      targetId,
      target,
      resultChanges(before, results, (name) => store.get(name)),
    );
    if (!known && results.size === 0) countsOf(this.#core, this.#caller).reads += 1;
    if (resumed !== undefined && message.expectedCount !== undefined) {
      this.#send({ filter: { targetId, count: results.size } });
    }
    const { version } = store;
    const readTime = Timestamp.fromMicros(version);
    const token = resumeToken(version);
    this.#send({
      targetChange: { targetChangeType: 'CURRENT', targetIds, resumeToken: token, readTime },
    });
    this.#snapshot(version);
    if (message.once) this.#remove(targetId);
  }

  #tell(targetId: number, target: Target, changes: readonly ResultChange[]): void {
    const select = target.kind === 'query' ? target.query.select : null;
    const readTime = Timestamp.fromMicros(this.#core.store.version);
    const gone = [targetId];
    for (const change of changes) {
      switch (change.kind) {
        case 'put': {
          countsOf(this.#core, this.#caller).reads += 1;
          const document = projected(change.document, select);
          this.#send({ documentChange: { document, targetIds: [targetId] } });
          break;
        }
        case 'left': {
          const document = projected(change.document, select);
          this.#send({ documentChange: { document, removedTargetIds: gone } });
          break;
        }
        case 'deleted':
          this.#send({
            documentDelete: { document: change.name, removedTargetIds: gone, readTime },
          });
          break;
        case 'pushed-out':
          this.#send({
            documentRemove: { document: change.name, removedTargetIds: gone, readTime },
          });
      }
    }
  }

  /** Clients show changes only when this message without target ids arrives. */
  #snapshot(version: number): void {
    this.#told = version;
    this.#send({
      targetChange: {
        targetChangeType: 'NO_CHANGE',
        targetIds: [],
        resumeToken: resumeToken(version),
        readTime: Timestamp.fromMicros(version),
      },
    });
  }
}
