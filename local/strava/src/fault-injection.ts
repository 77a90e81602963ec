import { repeatableChance } from './repeatable-chance.ts';
import type { Exchange } from './http-exchange.ts';

/** Something that goes wrong on purpose with calls whose path begins so. */
export interface Fault {
  path: string;
  kind: 'status' | 'delay' | 'truncate' | 'reset';
  /** Share of the calls. */
  probability: number;
  /** How often at most; null for ever. */
  times: number | null;
  /** For `status`. */
  status?: number;
  /** For `delay`. */
  delayMs?: number;
}

export function faultInjection(seed: string) {
  const chance = repeatableChance(`faults ${seed}`);
  let faults: Fault[] = [];
  return {
    list: (): readonly Fault[] => faults,
    add(fault: Partial<Fault> & Pick<Fault, 'kind'>): void {
      faults.push({ path: '/', probability: 1, times: null, ...fault });
    },
    clear(): void {
      faults = [];
    },
    /** Plays the first fault that fits; true when the call has been dealt with. */
    async strike(exchange: Exchange): Promise<boolean> {
      const fault = faults.find(
        (one) => exchange.url.pathname.startsWith(one.path) && chance.happens(one.probability),
      );
      if (!fault) return false;
      if (fault.times !== null) fault.times -= 1;
      if (fault.times !== null && fault.times <= 0) faults = faults.filter((one) => one !== fault);
      switch (fault.kind) {
        case 'delay':
          await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1000));
          return false;
        case 'truncate':
          exchange.truncated = true;
          return false;
        case 'reset':
          exchange.response.destroy();
          return true;
        case 'status':
          exchange.response.writeHead(fault.status ?? 500, { 'Content-Type': 'text/html' });
          exchange.response.end('<html><body>Something went wrong.</body></html>');
          return true;
      }
    },
  };
}
