import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { statusOf } from '../../status.ts';
import type { StatusError } from '../../status.ts';
import type { Json } from '../../values/value-json.ts';
import { errorBody } from '../http-answer.ts';
import type { ChannelCall, ChannelSink } from './channel-call.ts';

/** Announced to the client, whose watchdog waits one and a half times as long. */
export const KEEP_ALIVE_MS = 30_000;
/** How long a channel without its back channel is kept for a client that comes back. */
const ORPHAN_MS = 60_000;

/** Length in UTF-16 units, as the client counts, then the JSON. */
export const chunk = (json: string): string => `${json.length}\n${json}`;

interface Outgoing {
  id: number;
  text: string;
}

interface BackChannel {
  response: ServerResponse;
  /** Ends with the first chunk. */
  longPoll: boolean;
  timer: NodeJS.Timeout;
}

/**
 * One WebChannel session: numbered messages from the client, taken in order and once, and numbered
 * arrays to it, kept until acknowledged.
 */
export class Channel implements ChannelSink {
  readonly id = randomBytes(12).toString('base64url');
  readonly #onClose: (channel: Channel) => void;
  #call: ChannelCall | null = null;
  #unacknowledged: Outgoing[] = [];
  #lastId = 0;
  #sentId = 0;
  #willFlush = false;
  #back: BackChannel | null = null;
  #orphan: NodeJS.Timeout | null = null;
  #nextMessage = 0;
  readonly #early = new Map<number, string>();

  constructor(onClose: (channel: Channel) => void) {
    this.#onClose = onClose;
    this.#expectBackChannel();
  }

  attach(call: ChannelCall): void {
    this.#call = call;
  }

  /** Takes message number `number`; one seen before is dropped, an early one waits. */
  receive(number: number, text: string): void {
    if (number >= this.#nextMessage) this.#early.set(number, text);
    for (;;) {
      const next = this.#early.get(this.#nextMessage);
      if (next === undefined) break;
      this.#early.delete(this.#nextMessage);
      this.#nextMessage += 1;
      try {
        this.#call?.receive(JSON.parse(next) as Json);
      } catch (error) {
        this.fail(statusOf(error));
      }
    }
  }

  send(json: Json): void {
    this.#push(JSON.stringify([json]));
  }

  fail(error: StatusError): void {
    this.#call?.close();
    this.#call = null;
    this.#push(JSON.stringify([errorBody(error)]));
  }

  acknowledge(id: number): void {
    this.#unacknowledged = this.#unacknowledged.filter((outgoing) => outgoing.id > id);
  }

  /** What answers a forward request: back channel present, last id, unacknowledged bytes. */
  state(): string {
    const waiting = this.#unacknowledged.filter(({ id }) => id <= this.#sentId);
    const bytes = waiting.reduce((sum, { text }) => sum + text.length, 0);
    return chunk(JSON.stringify([this.#back ? 1 : 0, this.#sentId, bytes]));
  }

  /** Opens the back channel, in place of any earlier one, with everything after `acknowledged`. */
  open(response: ServerResponse, acknowledged: number, longPoll: boolean, timeoutMs: number): void {
    this.#dropBackChannel();
    this.acknowledge(acknowledged);
    this.#sentId = acknowledged;
    if (this.#orphan) clearTimeout(this.#orphan);
    this.#orphan = null;
    const timer = setInterval(() => this.#push('["noop"]'), longPoll ? timeoutMs : KEEP_ALIVE_MS);
    const back = { response, longPoll, timer };
    this.#back = back;
    response.writeHead(200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-cache, no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.flushHeaders();
    response.on('close', () => {
      if (this.#back === back) this.#waitForNext();
    });
    // Without an early byte the client believes that something on the way holds answers back.
    if (this.#unacknowledged.length === 0 && !longPoll) this.#push('["noop"]');
    else this.#flush();
  }

  /** Whether the client has its back channel open. */
  get isHeld(): boolean {
    return this.#back !== null;
  }

  /** Ends the back channel; the client opens the next once its connection is free again. */
  makeWay(): void {
    // None may end empty: a stream has begun with a chunk, a long poll has not.
    if (this.#back?.longPoll) this.#push('["noop"]');
    else if (this.#back) this.#waitForNext();
  }

  close(): void {
    this.#call?.close();
    this.#call = null;
    this.#flush();
    this.#dropBackChannel();
    if (this.#orphan) clearTimeout(this.#orphan);
    this.#onClose(this);
  }

  #push(text: string): void {
    this.#lastId += 1;
    this.#unacknowledged.push({ id: this.#lastId, text });
    if (this.#willFlush) return;
    this.#willFlush = true;
    // Later, because the first results of a query are thousands of messages at once.
    queueMicrotask(() => {
      this.#willFlush = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (!this.#back || this.#sentId >= this.#lastId) return;
    const { response, longPoll } = this.#back;
    const unsent = this.#unacknowledged.slice(this.#sentId - this.#lastId);
    this.#sentId = this.#lastId;
    response.write(chunk(`[${unsent.map(({ id, text }) => `[${id},${text}]`).join(',')}]`));
    if (longPoll) this.#waitForNext();
  }

  #waitForNext(): void {
    this.#dropBackChannel();
    this.#expectBackChannel();
  }

  #dropBackChannel(): void {
    if (!this.#back) return;
    const { response, timer } = this.#back;
    this.#back = null;
    clearInterval(timer);
    response.end();
  }

  #expectBackChannel(): void {
    if (this.#orphan) clearTimeout(this.#orphan);
    this.#orphan = setTimeout(() => this.close(), ORPHAN_MS);
    this.#orphan.unref();
  }
}
