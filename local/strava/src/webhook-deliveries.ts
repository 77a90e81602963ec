import { createHmac } from 'node:crypto';
import { repeatableChance } from './repeatable-chance.ts';

const AT_ONCE = 16;

export interface WebhookEvent {
  object_type: 'activity' | 'athlete';
  object_id: number;
  aspect_type: 'create' | 'update' | 'delete';
  updates: Record<string, string>;
  owner_id: number;
  subscription_id: number;
  event_time: number;
}

export interface DeliveryRules {
  /** How long an event and the handshake wait for an answer; Strava waits 2 s. */
  answerWithinMs: number;
  /** Waits before the second and the third attempt. */
  retryAfterMs: readonly number[];
  /** Share of events delivered twice, and never. */
  duplicated: number;
  lost: number;
  /** Holds events back and delivers them in another order. */
  shuffled: boolean;
  /** Signs deliveries when set. */
  signingSecret: string | null;
}

interface Delivery {
  atMs: number;
  event: WebhookEvent;
  attempts: number;
  /** Status of the last attempt; null when there was no answer, or the event was lost on purpose. */
  status: number | null;
}

/** Delivers events: three attempts at most, each answered in time, then lost. */
export function webhookDeliveries(clock: () => number, seed: string, rules: DeliveryRules) {
  const chance = repeatableChance(`deliveries ${seed}`);
  const log: Delivery[] = [];
  const waiting: { url: string; event: WebhookEvent }[] = [];
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function attempt(url: string, event: WebhookEvent): Promise<number | null> {
    const body = JSON.stringify(event);
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (rules.signingSecret !== null) {
      const t = Math.floor(clock() / 1000);
      const v1 = createHmac('sha256', rules.signingSecret).update(`${t}.${body}`).digest('hex');
      headers['X-Strava-Signature'] = `t=${t},v1=${v1}`;
    }
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(rules.answerWithinMs), stopping.signal]);
      const response = await fetch(url, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  async function deliver(url: string, event: WebhookEvent): Promise<void> {
    const delivery: Delivery = { atMs: clock(), event, attempts: 0, status: null };
    log.push(delivery);
    if (log.length > 20_000) log.shift();
    for (const wait of [0, ...rules.retryAfterMs]) {
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      if (stopping.signal.aborted) return;
      delivery.attempts += 1;
      delivery.status = await attempt(url, event);
      if (delivery.status === 200) return;
    }
  }

  function pump(): void {
    while (running.size < AT_ONCE && waiting.length > 0) {
      const index = rules.shuffled ? chance.whole(0, waiting.length - 1) : 0;
      const next = waiting.splice(index, 1)[0];
      if (!next) return;
      const work = deliver(next.url, next.event).finally(() => {
        running.delete(work);
        pump();
      });
      running.add(work);
    }
  }

  return {
    log: log as readonly Delivery[],
    send(url: string, event: WebhookEvent): void {
      if (chance.happens(rules.lost)) {
        log.push({ atMs: clock(), event, attempts: 0, status: null });
        return;
      }
      waiting.push({ url, event });
      if (chance.happens(rules.duplicated)) waiting.push({ url, event });
      if (rules.shuffled) setTimeout(pump, 50);
      else pump();
    },
    /** Resolves when nothing is under way any more. */
    async settled(): Promise<void> {
      while (waiting.length > 0 || running.size > 0) {
        pump();
        await Promise.all([...running]);
      }
    },
    async stop(): Promise<void> {
      stopping.abort();
      waiting.length = 0;
      await Promise.all([...running]);
    },
  };
}
