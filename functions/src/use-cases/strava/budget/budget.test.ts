import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StravaBudget } from '../../../ports/strava-stored.ts';
import { currentBudget, newBudget, nextWindow } from './budget-windows.ts';
import { decideCall, minutesForStreams, withoutWaiting, type CallPurpose } from './decide-call.ts';
import { settleCall } from './settle-call.ts';

const at = (time: string) => Date.parse(`2026-10-04T${time}Z`);
const usage = (quarter: number, day: number, limits: [number, number] = [200, 2000]) => ({
  quarter: { used: quarter, limit: limits[0] },
  day: { used: day, limit: limits[1] },
});

/** Asks for calls at one instant until one is refused. */
function takeAll(before: StravaBudget, nowMs: number, purpose: CallPurpose = 'live', uid = 'a') {
  let budget = before;
  for (let granted = 0; ; granted++) {
    const decision = decideCall(budget, { uid, purpose, nowMs });
    budget = decision.budget;
    if (!decision.granted) return { granted, budget, retryAtMs: decision.retryAtMs };
  }
}

describe('windows', () => {
  test('end at the quarters of an hour and at midnight UTC, with a margin for our clock', () => {
    expect(nextWindow(at('12:00:30'), 'quarter')).toBe(at('12:15:02'));
    expect(nextWindow(at('12:15:01'), 'quarter')).toBe(at('12:15:02'));
    expect(nextWindow(at('12:15:02'), 'quarter')).toBe(at('12:30:02'));
    expect(nextWindow(at('23:59:59'), 'day')).toBe(at('23:59:59') + 3000);
  });

  test('when they turn keep the calls under way, which may count for the new one', () => {
    const asked = decideCall(newBudget(at('12:14:58')), {
      uid: 'a',
      purpose: 'live',
      nowMs: at('12:14:58'),
    });
    const turned = currentBudget(asked.budget, at('12:15:05'));
    expect(turned.quarter).toEqual({ startsAt: '2026-10-04T12:15:00.000Z', used: 1 });
    expect(currentBudget(asked.budget, at('12:45:00')).quarter.used).toBe(0);
  });
});

describe('a call', () => {
  test('is granted up to the smallest limits there are while nothing is known', () => {
    const { granted, retryAtMs } = takeAll(newBudget(at('12:01:00')), at('12:01:00'));
    expect(granted).toBe(100);
    expect(retryAtMs).toBe(at('12:15:02'));
  });

  test('for streams leaves a fifth of the window to events, for a listing a tenth', () => {
    const now = at('12:01:00');
    const streams = takeAll(newBudget(now), now, 'streams');
    const listing = takeAll(streams.budget, now, 'listing');
    const live = takeAll(listing.budget, now, 'live');
    expect([streams.granted, listing.granted, live.granted]).toEqual([80, 10, 10]);
  });

  test('waits for midnight once the day is spent', () => {
    const now = at('12:01:00');
    const budget = settleCall(newBudget(now), {
      beganAt: new Date(now).toISOString(),
      nowMs: now,
      usage: usage(5, 2000),
      refusal: null,
    });
    const decision = decideCall(budget, { uid: 'a', purpose: 'live', nowMs: now });
    expect(decision).toMatchObject({ granted: false, retryAtMs: at('00:00:02') + 86_400_000 });
  });

  test('is refused for so long after 429, and after a refusal of the application for an hour', () => {
    const now = at('12:01:00');
    const refused = (refusal: 'rate-limited' | 'application-inactive') => {
      const ended = { beganAt: new Date(now).toISOString(), nowMs: now, usage: null, refusal };
      return decideCall(settleCall(newBudget(now), ended), {
        uid: 'a',
        purpose: 'live',
        nowMs: now,
      });
    };
    expect(refused('rate-limited')).toMatchObject({ granted: false, retryAtMs: at('12:15:02') });
    expect(refused('application-inactive')).toMatchObject({ retryAtMs: at('13:01:00') });
  });
});

describe('an answer', () => {
  test('teaches limits and what others used of them', () => {
    const now = at('12:01:00');
    const asked = decideCall(newBudget(now), { uid: 'a', purpose: 'live', nowMs: now });
    if (!asked.granted) throw new Error('the first call is granted');
    const { beganAt } = asked;
    const ended = { beganAt, nowMs: now, usage: usage(150, 400), refusal: null };
    const budget = settleCall(asked.budget, ended);
    expect(takeAll(budget, now).granted).toBe(50);
    expect(budget.underWay).toEqual([]);
  });

  test('does not forget the calls still under way', () => {
    const now = at('12:01:00');
    const { budget } = takeAll(newBudget(now), now);
    const beganAt = new Date(now).toISOString();
    const ended = { beganAt, nowMs: now, usage: usage(1, 1), refusal: null };
    expect(takeAll(settleCall(budget, ended), now).granted).toBe(100);
  });

  test('of a call from before the window turned does not fill the new one', () => {
    const asked = decideCall(newBudget(at('12:14:58')), {
      uid: 'a',
      purpose: 'live',
      nowMs: at('12:14:58'),
    });
    if (!asked.granted) throw new Error('the first call is granted');
    const { beganAt } = asked;
    const ended = { beganAt, nowMs: at('12:15:04'), usage: usage(199, 500), refusal: null };
    expect(settleCall(asked.budget, ended).quarter.used).toBe(1);
  });
});

describe('streams', () => {
  test('are shared evenly among those who want some, and what one leaves goes to the others', () => {
    const now = at('12:01:00');
    let budget = newBudget(now);
    for (const uid of ['a', 'b', 'c', 'd']) {
      budget = decideCall(budget, { uid, purpose: 'listing', nowMs: now }).budget;
    }
    const first = takeAll(budget, now, 'streams', 'a');
    expect(first.granted).toBe(20);
    const second = takeAll(
      withoutWaiting(withoutWaiting(first.budget, 'c'), 'd'),
      now,
      'streams',
      'b',
    );
    expect(second.granted).toBe(40);
  });

  test('take as long as shares of windows and days tell', () => {
    const budget = newBudget(at('12:00:00'));
    expect(minutesForStreams(budget, 0)).toBe(0);
    expect(minutesForStreams(budget, 80)).toBe(15);
    expect(minutesForStreams(budget, 81)).toBe(30);
    expect(minutesForStreams(budget, 1600)).toBe(2880);
  });
});

describe('at scale', () => {
  /** Strava as section 7 describes it: a refused call counts as well. */
  function strava(limits: [number, number]) {
    let quarter = -1;
    let day = -1;
    const used = { quarter: 0, day: 0, refused: 0 };
    return {
      used,
      call(nowMs: number) {
        if (Math.floor(nowMs / 900_000) !== quarter) used.quarter = 0;
        if (Math.floor(nowMs / 86_400_000) !== day) used.day = 0;
        quarter = Math.floor(nowMs / 900_000);
        day = Math.floor(nowMs / 86_400_000);
        used.quarter += 1;
        used.day += 1;
        const isRefused = used.quarter > limits[0] || used.day > limits[1];
        if (isRefused) used.refused += 1;
        return { usage: usage(used.quarter, used.day, limits), isRefused };
      },
    };
  }

  test('three athletes with 4,100, 900 and 60 streams: the smallest is first, none starves or is refused', () => {
    const left = new Map([
      ['large', 4100],
      ['middle', 900],
      ['small', 60],
    ]);
    const finished: string[] = [];
    const server = strava([200, 2000]);
    let budget = newBudget(at('00:00:05'));
    let longestWait = 0;
    for (let nowMs = at('00:00:05'); left.size > 0; nowMs += 30_000) {
      for (const uid of [...left.keys()]) {
        const before = left.get(uid) ?? 0;
        for (let i = 0; i < 12 && (left.get(uid) ?? 0) > 0; i++) {
          const decision = decideCall(budget, { uid, purpose: 'streams', nowMs });
          budget = decision.budget;
          if (!decision.granted) {
            longestWait = Math.max(longestWait, decision.retryAtMs - nowMs);
            break;
          }
          const answer = server.call(nowMs);
          const refusal = answer.isRefused ? ('rate-limited' as const) : null;
          const ended = { beganAt: decision.beganAt, nowMs, usage: answer.usage, refusal };
          budget = settleCall(budget, ended);
          left.set(uid, (left.get(uid) ?? 0) - 1);
        }
        if (before > 0 && left.get(uid) === 0) {
          finished.push(uid);
          left.delete(uid);
          budget = withoutWaiting(budget, uid);
        }
      }
    }
    expect(finished).toEqual(['small', 'middle', 'large']);
    expect(server.used.refused).toBe(0);
    expect(longestWait).toBeLessThan(86_400_000);
  });

  test('whatever is asked whenever, no window is exceeded and no call refused', () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 0, max: 400_000 }),
      calls: fc.integer({ min: 1, max: 60 }),
      purpose: fc.constantFrom<CallPurpose>('live', 'listing', 'streams'),
      uid: fc.constantFrom('a', 'b', 'c'),
      slowMs: fc.integer({ min: 0, max: 1500 }),
    });
    const aheadMs = fc.integer({ min: -2000, max: 2000 });
    const starts = fc.constantFrom('09:07:00', '22:30:00', '23:40:00');
    const limitsOf = fc.constantFrom<[number, number]>([100, 1000], [20, 60]);
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        aheadMs,
        starts,
        limitsOf,
        (steps, strayMs, start, limits) => {
          const server = strava(limits);
          let nowMs = at(start);
          let budget = newBudget(nowMs);
          budget.limits = { quarter: limits[0], day: limits[1] };
          for (const { waitMs, calls, purpose, uid, slowMs } of steps) {
            nowMs += waitMs;
            const answers: { beganAt: string; usage: ReturnType<typeof usage> }[] = [];
            for (let i = 0; i < calls; i++) {
              const decision = decideCall(budget, { uid, purpose, nowMs });
              budget = decision.budget;
              if (!decision.granted) break;
              // The answer comes later than others are asked, perhaps in the next window.
              const answer = server.call(nowMs + slowMs + strayMs);
              answers.push({ beganAt: decision.beganAt, usage: answer.usage });
            }
            nowMs += slowMs;
            for (const answer of answers) {
              budget = settleCall(budget, { ...answer, nowMs, refusal: null });
            }
          }
          return server.used.refused === 0;
        },
      ),
    );
  });

  test('calls answered at the turn, before our clock believes in it, are kept for the new window', () => {
    const server = strava([100, 1000]);
    let budget = newBudget(at('12:29:59'));
    const spend = (nowMs: number, calls: number, countedAtMs: number) => {
      const begun: string[] = [];
      for (; begun.length < calls;) {
        const decision = decideCall(budget, { uid: 'a', purpose: 'live', nowMs });
        budget = decision.budget;
        if (!decision.granted) break;
        begun.push(decision.beganAt);
      }
      for (const beganAt of begun) {
        const { usage: counted } = server.call(countedAtMs);
        const ended = { beganAt, nowMs: countedAtMs, usage: counted, refusal: null };
        budget = settleCall(budget, ended);
      }
      return begun.length;
    };
    expect(spend(at('12:29:59'), 44, at('12:30:00'))).toBe(44);
    expect(spend(at('12:30:02'), 100, at('12:30:03'))).toBe(56);
    expect(server.used.refused).toBe(0);
  });
});
