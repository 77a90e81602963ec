import type { Bill } from './bill.ts';
import { emptyBill } from './bill.ts';
import { firestoreCore } from './firestore-core.ts';
import { parseIndexDefinitions } from './indexes/index-definitions.ts';
import { requireIndex } from './indexes/required-index.ts';
import type { Query } from './query/query.ts';
import { ListenHub } from './listen/listen-hub.ts';
import { RulesPolicy } from './rules-policy.ts';
import { memoryJournal } from './store/memory-journal.ts';
import { sqliteJournal } from './store/sqlite-journal.ts';
import { Store } from './store/store.ts';
import type { Trigger } from './triggers/trigger.ts';
import { functionTriggerFromJson, triggerFromJson } from './triggers/trigger-json.ts';
import { TriggerTable } from './triggers/trigger-table.ts';
import { grpcTransport } from './transports/grpc.ts';
import { httpTransport } from './transports/http.ts';
import { restHandler } from './transports/rest.ts';
import { webChannels } from './transports/webchannel/webchannel.ts';
import { openPort } from './transports/port.ts';
import { commitNow, durable } from './methods/commit-methods.ts';
import type { Caller } from './commit/access-policy.ts';
import type { WriteMessage } from './protocol/messages.ts';

export interface FirestoreOptions {
  /** 0 or nothing for any free port. */
  port?: number;
  host?: string;
  /** Source of the security rules; without rules clients may do everything. */
  rules?: string;
  /** Content of `firestore.indexes.json`; queries that need an index it lacks are then refused. */
  indexes?: string;
  /** False to run queries although `indexes` lacks their index. */
  requireIndexes?: boolean;
  /** Refuses requests for other projects. */
  project?: string;
  /** `host:port` of the functions emulator, which registers its triggers without a URL. */
  functionsEmulator?: string;
  /** Folder that keeps the documents; nothing to keep them in memory. */
  dataDir?: string;
}

export interface RunningFirestore {
  readonly host: string;
  readonly port: number;
  /** What Firestore would have charged for since the start or the last reset. */
  counts(): Bill;
  resetCounts(): void;
  loadRules(source: string): void;
  /** Sends a CloudEvent to a URL for each matching change; replaces a trigger with the same id. */
  registerTrigger(trigger: TriggerRegistration): void;
  removeTrigger(id: string): void;
  /** Resolves when every event has been delivered. */
  eventsDelivered(): Promise<void>;
  stop(): Promise<void>;
}

export type TriggerRegistration = Pick<Trigger, 'id' | 'eventType' | 'document' | 'url'>;

const SERVER: Caller = { admin: true, auth: null, key: 'server' };

const nowMicros = (): number => Math.floor((performance.timeOrigin + performance.now()) * 1000);

/** Starts a Firestore on one port for gRPC, REST and browsers. */
export async function startFirestore(options: FirestoreOptions = {}): Promise<RunningFirestore> {
  const { host = '127.0.0.1', port = 0, dataDir } = options;
  const journal = dataDir === undefined ? memoryJournal() : sqliteJournal(dataDir);
  const store = new Store(journal, nowMicros);
  const policy = new RulesPolicy(nowMicros, () => {
    core.bill.client.reads += 1;
  });
  const definitions = options.indexes === undefined ? null : parseIndexDefinitions(options.indexes);
  const checkIndexes = (query: Query): void => {
    if (definitions && options.requireIndexes !== false) requireIndex(definitions, query);
  };
  const core = firestoreCore(store, policy, checkIndexes, options.project ?? null);
  const hub = new ListenHub(core);
  const triggers = new TriggerTable(store);
  if (options.rules !== undefined) policy.load(options.rules);

  function loadRules(source: string): void {
    policy.load(source);
    hub.rulesChanged();
  }
  async function clear(database: string): Promise<void> {
    const writes: WriteMessage[] = [];
    for (const { name } of store.documents.all()) {
      if (name.startsWith(`${database}/documents/`)) writes.push({ delete: name });
    }
    if (writes.length === 0) return;
    const { bill } = core;
    core.bill = emptyBill();
    commitNow(core, SERVER, database, writes);
    core.bill = bill;
    await durable(core);
  }
  function resetCounts(): void {
    core.bill = emptyBill();
  }

  const grpc = grpcTransport(core, hub);
  const channels = webChannels(core, hub);
  const http = httpTransport(
    {
      loadRules,
      coverage: () => policy.coverage(),
      bill: () => core.bill,
      resetBill: resetCounts,
      clear,
      putTrigger: (id, body) => triggers.put(triggerFromJson(id, body)),
      removeTrigger: (id) => triggers.remove(id),
      putFunctionTrigger: (project, id, body) =>
        triggers.put(functionTriggerFromJson(project, id, body, options.functionsEmulator)),
    },
    new Map([
      ['v1', restHandler(core)],
      ['google.firestore.v1.Firestore', channels.handle],
    ]),
  );
  const opened = await openPort(host, port, { http1: http.accept, http2: grpc.accept });
  return {
    host,
    port: opened.number,
    counts: () => structuredClone(core.bill),
    resetCounts,
    loadRules,
    registerTrigger: (trigger) => triggers.put({ ...trigger, encoding: 'bytes' }),
    removeTrigger: (id) => triggers.remove(id),
    eventsDelivered: () => triggers.settled(),
    async stop() {
      triggers.close();
      grpc.close();
      channels.close();
      await opened.close();
      core.transactions.close();
      journal.close();
    },
  };
}
