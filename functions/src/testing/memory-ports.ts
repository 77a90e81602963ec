import { memoryStore, type MemoryStore } from '../adapters/memory/memory-store.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { Identity } from '../ports/identity.ts';
import type { Severity } from '../ports/log.ts';
import type { Ports } from '../ports/ports.ts';

export interface MemoryPorts extends Ports {
  store: MemoryStore;
  logged: { severity: Severity; message: string; fields: Record<string, unknown> }[];
  /** Sets the clock. */
  setNow: (iso: string) => void;
  pass: (ms: number) => void;
  /** Tokens that are good, and whose they are. */
  signIn: (token: string, identity: Identity) => void;
}

/** All ports in memory: a clock that stands still, ids that count up, chance in the middle. */
export function memoryPorts(
  options: { now?: string; pause?: () => Promise<void> } = {},
): MemoryPorts {
  let nowMs = Date.parse(options.now ?? '2025-06-10T12:00:00.000Z');
  let ids = 0;
  const logged: MemoryPorts['logged'] = [];
  const signedIn = new Map<string, Identity>();
  return {
    store: memoryStore(options.pause),
    logged,
    setNow: (iso) => {
      nowMs = Date.parse(iso);
    },
    pass: (ms) => {
      nowMs += ms;
    },
    signIn: (token, identity) => {
      signedIn.set(token, identity);
    },
    identities: {
      identify: (token) => {
        const identity = signedIn.get(token);
        if (identity !== undefined) return Promise.resolve(identity);
        return Promise.reject(new ServiceError('unauthenticated', 'Please sign in again.'));
      },
      remove: (uid) => {
        for (const [token, identity] of signedIn) {
          if (identity.uid === uid) signedIn.delete(token);
        }
        return Promise.resolve();
      },
    },
    now: () => new Date(nowMs),
    chance: () => 0.5,
    uniqueId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    log: (severity, message, fields = {}) => logged.push({ severity, message, fields }),
  };
}
