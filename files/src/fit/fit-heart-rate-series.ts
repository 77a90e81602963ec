import type { FitDefinition } from './fit-definition.ts';
import { fitFieldLength, fitNumber } from './fit-field.ts';
import { UNKNOWN_U32, UNKNOWN_U8, type FitRecording } from './fit-recording.ts';

const TICKS_PER_S = 1024;
/** The strap's clock runs over after 32 bits of ticks, seconds in the message. */
const CLOCK_SPAN_S = 0x400000;
const STEP_S = 0.25;
/** A value is carried over a gap for at most this many steps, five seconds. */
const MAX_STEPS = 20;
/** Eleven days at four values a second: no series of a real activity is longer. */
const MAX_VALUES = 4_000_000;

/**
 * Beats that a chest strap kept while the watch was under water, sent later as `hr` messages.
 *
 * A message with a time is an anchor between the strap's clock and the calendar; the others carry
 * eight 12-bit times and eight heart rates. A record gets the mean of what lies between it and the
 * record before it, carried forward every quarter second.
 *
 * Source: FIT Cookbook, "Plugin Framework: Heart Rate Message"; the result equals that of Garmin's SDK.
 */
export class FitHeartRateSeries {
  readonly #times: number[] = [];
  readonly #bpms: number[] = [];
  /** Why the beats cannot be placed in time; the series is then left out. */
  #problem: string | null = null;
  #anchorTime: number | null = null;
  #anchorEvent = 0;
  #ticks = 0;

  add(view: DataView, start: number, definition: FitDefinition, time: number | null): void {
    if (this.#problem === null) this.#problem = this.#append(view, start, definition, time);
  }

  /** Adds one message; returns what is wrong with it. */
  #append(view: DataView, start: number, definition: FitDefinition, time: number | null) {
    const { fields, littleEndian } = definition;
    const field = (number: number) => fields.find((f) => f.number === number);
    const fraction = field(0);
    const bpms = field(6);
    const events = this.#eventTimes(view, start, definition);
    if (time !== null) {
      const part = fraction ? fitNumber(view, start, fraction, littleEndian) : null;
      this.#anchorTime = time + (part ?? 0) / 32_768;
      if (events.length !== 1) return 'an anchor does not carry exactly one beat';
      this.#anchorEvent = events[0] ?? 0;
    }
    if (this.#anchorTime === null) return 'beats come before any time';
    if (!bpms || fitFieldLength(bpms) !== events.length) return 'beats and rates differ in number';
    for (const [i, event] of events.entries()) {
      const bpm = fitNumber(view, start, bpms, littleEndian, i);
      let seconds = event - this.#anchorEvent;
      if (seconds < 0) seconds += CLOCK_SPAN_S;
      if (seconds < 0 || seconds >= CLOCK_SPAN_S / 2) return 'the clock of the strap runs back';
      this.#push(this.#anchorTime + seconds, bpm ?? 0);
    }
    return this.#times.length > MAX_VALUES ? 'there are implausibly many beats' : null;
  }

  #eventTimes(view: DataView, start: number, { fields, littleEndian }: FitDefinition): number[] {
    const times: number[] = [];
    const full = fields.find((f) => f.number === 9);
    for (let i = 0; full && i < fitFieldLength(full); i++) {
      const ticks = fitNumber(view, start, full, littleEndian, i);
      if (ticks === null) continue;
      this.#ticks = ticks;
      times.push(ticks / TICKS_PER_S);
    }
    const packed = fields.find((f) => f.number === 10);
    const count = packed ? Math.floor((packed.size * 8) / 12) : 0;
    for (let i = 0; packed && i < count && times.length < 255; i++) {
      const at = start + packed.at + Math.floor(i * 1.5);
      const low = view.getUint8(at);
      const high = view.getUint8(at + 1);
      const twelve = i % 2 === 0 ? low | ((high & 0x0f) << 8) : (low >> 4) | (high << 4);
      this.#ticks += (twelve - this.#ticks) & 0xfff;
      times.push(this.#ticks / TICKS_PER_S);
    }
    return times;
  }

  #push(time: number, bpm: number): void {
    const last = this.#times.length - 1;
    if (last >= 0) {
      const from = this.#times[last] ?? 0;
      const carried = this.#bpms[last] ?? 0;
      let gap = Math.abs(time - from);
      for (let step = 1; gap > STEP_S && step <= MAX_STEPS; step++) {
        gap -= STEP_S;
        this.#times.push(from + step * STEP_S);
        this.#bpms.push(carried);
      }
    }
    this.#times.push(time);
    this.#bpms.push(bpm);
  }

  /** Takes up what a later part of the same file sent. */
  append(later: FitHeartRateSeries): void {
    this.#problem ??= later.#problem;
    for (const [i, time] of later.#times.entries()) {
      const bpm = later.#bpms[i] ?? 0;
      if (i === 0) this.#push(time, bpm);
      else {
        this.#times.push(time);
        this.#bpms.push(bpm);
      }
    }
  }

  /** Gives each record the mean rate since the record before it; records without beats keep theirs. */
  fillInto(recording: FitRecording): void {
    if (this.#problem !== null) {
      recording.problem = `the heart rate sent by the strap was left out, ${this.#problem}`;
      return;
    }
    if (this.#times.length === 0) return;
    const { records } = recording;
    let next = 0;
    let after: number | null = null;
    for (let i = 0; i < records.length; i++) {
      const until = records.times[i] ?? UNKNOWN_U32;
      if (until === UNKNOWN_U32) continue;
      after ??= until;
      if (after === until) {
        after -= 1;
        next = Math.max(0, next - 1);
      }
      let sum = 0;
      let count = 0;
      for (; next < this.#times.length; next++) {
        const time = this.#times[next] ?? 0;
        if (time > until) break;
        if (time <= after) continue;
        sum += this.#bpms[next] ?? 0;
        count += 1;
      }
      // At the end of the series nothing follows to close the interval.
      if (next === this.#times.length) return;
      if (count > 0) records.heartRates[i] = Math.min(UNKNOWN_U8, Math.round(sum / count));
      after = until;
    }
  }
}
