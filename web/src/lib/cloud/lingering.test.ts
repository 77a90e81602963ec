import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lingering, type Lingering } from './lingering.ts';

let log: string[];
let shared: Lingering;

beforeEach(() => {
  vi.useFakeTimers();
  log = [];
  shared = lingering(() => {
    log.push('open');
    return () => log.push('close');
  }, 1000);
});
afterEach(() => vi.useRealTimers());

describe('lingering', () => {
  test('is not opened anew for who comes back soon', () => {
    shared.enter();
    shared.leave();
    vi.advanceTimersByTime(999);
    shared.enter();
    vi.advanceTimersByTime(5000);
    expect(log).toEqual(['open']);
  });

  test('closes once nobody has come back, and opens for the next', () => {
    shared.enter();
    shared.leave();
    vi.advanceTimersByTime(1000);
    expect(log).toEqual(['open', 'close']);
    shared.enter();
    expect(log).toEqual(['open', 'close', 'open']);
  });

  test('renewed in use opens at once, renewed unused waits for the next', () => {
    shared.enter();
    shared.renew();
    expect(log).toEqual(['open', 'close', 'open']);
    shared.leave();
    shared.renew();
    vi.advanceTimersByTime(1000);
    expect(log).toEqual(['open', 'close', 'open', 'close']);
    shared.enter();
    expect(log.at(-1)).toBe('open');
  });
});
