import { decideGet, decideQuery } from '../methods/check-access.ts';
import type { Decision, Caller } from '../commit/access-policy.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type { Commit } from '../store/journal.ts';
import { collectionOf } from '../values/resource-name.ts';
import type { ResultChange } from './result-changes.ts';
import type { Target } from './target.ts';
import { View } from './view.ts';

/** One listener of a view; the hub tells it what happened, in the order of commits. */
export interface Subscription {
  readonly caller: Caller;
  readonly view: View;
  decision: Decision;
  /** Results changed; `finish` follows when the commit has been told completely. */
  changed(changes: readonly ResultChange[]): void;
  denied(reason: string): void;
  /** Every subscription that was told something about this commit has been told. */
  finish(version: number): void;
}

interface Entry {
  view: View;
  subscriptions: Set<Subscription>;
}

/** Where views are looked up by a commit: by document, by collection, or always. */
const placeOf = (target: Target): string[] => {
  if (target.kind === 'documents') return target.names.map((name) => `document ${name}`);
  const { parent, collectionId, allDescendants } = target.query;
  return collectionId !== null && !allDescendants
    ? [`collection ${parent}/${collectionId}`]
    : ['wide'];
};

/** Evaluates each listened target once per commit and shares the outcome among its listeners. */
export class ListenHub {
  readonly #core: FirestoreCore;
  readonly #entries = new Map<string, Entry>();
  readonly #places = new Map<string, Set<Entry>>();
  readonly #byDependency = new Map<string, Set<Subscription>>();

  constructor(core: FirestoreCore) {
    this.#core = core;
    core.store.onCommit((commit) => this.#publish(commit));
  }

  decide(caller: Caller, target: Target): Decision {
    const { documents } = this.#core.store;
    if (target.kind === 'query') return decideQuery(this.#core, caller, target.query, documents);
    const dependencies: string[] = [];
    for (const name of target.names) {
      const decision = decideGet(this.#core, caller, name, documents.get(name), documents);
      dependencies.push(...decision.dependencies);
      if (decision.denial !== null) return { denial: decision.denial, dependencies };
    }
    return { denial: null, dependencies };
  }

  viewOf(target: Target): View {
    const known = this.#entries.get(target.key);
    if (known) return known.view;
    const entry: Entry = { view: new View(target, this.#core.store), subscriptions: new Set() };
    this.#entries.set(target.key, entry);
    for (const place of placeOf(target)) {
      const entries = this.#places.get(place);
      if (entries) entries.add(entry);
      else this.#places.set(place, new Set([entry]));
    }
    return entry.view;
  }

  subscribe(subscription: Subscription): void {
    this.#entries.get(subscription.view.target.key)?.subscriptions.add(subscription);
    this.#index(subscription);
  }

  unsubscribe(subscription: Subscription): void {
    const { target } = subscription.view;
    const entry = this.#entries.get(target.key);
    this.#unindex(subscription);
    if (!entry?.subscriptions.delete(subscription) || entry.subscriptions.size > 0) return;
    this.#entries.delete(target.key);
    for (const place of placeOf(target)) {
      const entries = this.#places.get(place);
      entries?.delete(entry);
      if (entries?.size === 0) this.#places.delete(place);
    }
  }

  /** Decides again about everybody, because the rules themselves changed. */
  rulesChanged(): void {
    const all = [...this.#entries.values()].flatMap((entry) => [...entry.subscriptions]);
    this.#decideAgain(all);
  }

  #index(subscription: Subscription): void {
    for (const name of subscription.decision.dependencies) {
      const dependants = this.#byDependency.get(name);
      if (dependants) dependants.add(subscription);
      else this.#byDependency.set(name, new Set([subscription]));
    }
  }

  #unindex(subscription: Subscription): void {
    for (const name of subscription.decision.dependencies) {
      const dependants = this.#byDependency.get(name);
      dependants?.delete(subscription);
      if (dependants?.size === 0) this.#byDependency.delete(name);
    }
  }

  #affected(commit: Commit): Set<Entry> {
    const affected = new Set<Entry>(this.#places.get('wide'));
    for (const { name } of commit.changes) {
      for (const entry of this.#places.get(`document ${name}`) ?? []) affected.add(entry);
      for (const entry of this.#places.get(`collection ${collectionOf(name)}`) ?? []) {
        affected.add(entry);
      }
    }
    return affected;
  }

  #publish(commit: Commit): void {
    const told = new Set<Subscription>();
    const doubtful = new Set<Subscription>();
    for (const { name } of commit.changes) {
      for (const dependant of this.#byDependency.get(name) ?? []) doubtful.add(dependant);
    }
    const updates: [Entry, ResultChange[]][] = [];
    for (const entry of this.#affected(commit)) {
      this.#core.bill.listenEvaluations += 1;
      const changes = entry.view.update(commit.changes);
      if (changes.length === 0) continue;
      updates.push([entry, changes]);
      if (entry.view.target.kind === 'query') continue;
      for (const subscription of entry.subscriptions) {
        if (!subscription.caller.admin) doubtful.add(subscription);
      }
    }
    this.#decideAgain(doubtful);
    for (const [entry, changes] of updates) {
      for (const subscription of entry.subscriptions) {
        subscription.changed(changes);
        told.add(subscription);
      }
    }
    for (const subscription of told) subscription.finish(commit.version);
  }

  /** Listeners whom the rules cannot tell apart share one decision. */
  #decideAgain(subscriptions: Iterable<Subscription>): void {
    const decisions = new Map<string, Decision>();
    for (const subscription of subscriptions) {
      const { caller, view } = subscription;
      const key = `${caller.key} ${view.target.key}`;
      const decision = decisions.get(key) ?? this.decide(caller, view.target);
      decisions.set(key, decision);
      this.#unindex(subscription);
      subscription.decision = decision;
      this.#index(subscription);
      if (decision.denial === null) continue;
      this.unsubscribe(subscription);
      subscription.denied(decision.denial);
    }
  }
}
