import { StatusError } from '../status.ts';

/** Someone who may hold locks; `touchedAt` tells how long it has been silent. */
export interface LockOwner {
  readonly held: Set<string>;
}

interface Waiter {
  owner: LockOwner;
  grant: () => void;
  refuse: (error: StatusError) => void;
}

interface Lock {
  owner: LockOwner;
  queue: Waiter[];
  /** Runs while others wait for this owner. */
  timer: NodeJS.Timeout | undefined;
}

/** How long one transaction may make others wait before its lock goes to the next in line. */
const PATIENCE_MS = 5_000;

/**
 * Lines up transactions that read the same documents, first come first served, so that contending
 * ones run after one another instead of failing and backing off. Locks are a courtesy: what makes
 * transactions correct is the check of their reads at commit, so a lock may be taken from an owner
 * that dawdles. Nobody but transactions waits.
 */
export class LockTable {
  readonly #locks = new Map<string, Lock>();
  /** What each waiting owner waits for; an owner can have several reads under way. */
  readonly #waits = new Map<LockOwner, Set<string>>();

  /**
   * Takes a lock now (undefined) or later (a promise).
   *
   * @throws StatusError ABORTED, at once, when waiting would close a circle
   */
  acquire(owner: LockOwner, name: string): Promise<void> | undefined {
    const lock = this.#locks.get(name);
    if (!lock) {
      this.#locks.set(name, { owner, queue: [], timer: undefined });
      owner.held.add(name);
      return undefined;
    }
    if (lock.owner === owner) return undefined;
    if (this.#reaches(lock.owner, owner, new Set())) {
      throw new StatusError('ABORTED', 'Transactions wait for one another. Please retry.');
    }
    return this.#wait(lock, owner, name);
  }

  async #wait(lock: Lock, owner: LockOwner, name: string): Promise<void> {
    const waits = this.#waits.get(owner) ?? new Set();
    this.#waits.set(owner, waits.add(name));
    lock.timer ??= setTimeout(() => this.#pass(name), PATIENCE_MS);
    try {
      await new Promise<void>((grant, refuse) => lock.queue.push({ owner, grant, refuse }));
    } finally {
      waits.delete(name);
      if (waits.size === 0) this.#waits.delete(owner);
    }
  }

  releaseAll(owner: LockOwner): void {
    for (const [name, lock] of this.#waitedLocks(owner)) {
      const mine = lock.queue.filter((waiter) => waiter.owner === owner);
      lock.queue = lock.queue.filter((waiter) => waiter.owner !== owner);
      for (const waiter of mine) {
        waiter.refuse(new StatusError('ABORTED', `The transaction ended while it waited: ${name}`));
      }
    }
    const held = [...owner.held];
    owner.held.clear();
    for (const name of held) this.#pass(name);
  }

  #waitedLocks(owner: LockOwner): [string, Lock][] {
    const found: [string, Lock][] = [];
    for (const name of this.#waits.get(owner) ?? []) {
      const lock = this.#locks.get(name);
      if (lock) found.push([name, lock]);
    }
    return found;
  }

  /** Hands a lock to the next in line, or drops it. */
  #pass(name: string): void {
    const lock = this.#locks.get(name);
    if (!lock) return;
    lock.owner.held.delete(name);
    clearTimeout(lock.timer);
    lock.timer = undefined;
    const next = lock.queue.shift();
    if (!next) {
      this.#locks.delete(name);
      return;
    }
    lock.owner = next.owner;
    next.owner.held.add(name);
    if (lock.queue.length > 0) lock.timer = setTimeout(() => this.#pass(name), PATIENCE_MS);
    next.grant();
  }

  #reaches(from: LockOwner, to: LockOwner, seen: Set<LockOwner>): boolean {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    for (const name of this.#waits.get(from) ?? []) {
      const owner = this.#locks.get(name)?.owner;
      if (owner && this.#reaches(owner, to, seen)) return true;
    }
    return false;
  }
}
