import { EventEmitter } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Child } from './start-child.ts';
import { supervise } from './supervise.ts';

/** Children that end when told to, and a clock that moves when told to. */
function aStage({ failingStarts = 0 } = {}) {
  const notices: string[] = [];
  const pauses: number[] = [];
  const children: { end: (code: number) => void; stopped: boolean }[] = [];
  let time = 0;
  let failures = failingStarts;
  const start = (): Promise<Child> => {
    if (children.length > 0 && failures > 0) {
      failures -= 1;
      return Promise.reject(new Error('no room'));
    }
    let end: (code: number) => void = () => undefined;
    const ended = new Promise<{ code: number; signal: null }>((resolve) => {
      end = (code) => resolve({ code, signal: null });
    });
    const entry = { end: (code: number) => end(code), stopped: false };
    children.push(entry);
    const process = Object.assign(new EventEmitter(), { pid: children.length });
    return Promise.resolve({
      process: process as unknown as ChildProcess,
      ended,
      stop: async () => {
        entry.stopped = true;
        end(0);
        await ended;
      },
    });
  };
  return {
    notices,
    pauses,
    children,
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
    options: {
      start,
      onNotice: (message: string) => void notices.push(message),
      now: () => time,
      pause: (milliseconds: number) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
    },
  };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('supervise', () => {
  test('starts an ended part again and says so', async () => {
    const stage = aStage();
    const part = await supervise('Kitchen', stage.options);
    stage.children[0]?.end(7);
    await settle();
    expect(part.pid()).toBe(2);
    expect(stage.notices).toEqual(['Kitchen ended (code 7); starting it again', 'Kitchen is back']);
    expect(stage.pauses).toEqual([]);
  });

  test('waits longer each time a part keeps ending, and forgets that after a steady minute', async () => {
    const stage = aStage();
    await supervise('Kitchen', stage.options);
    for (let crash = 0; crash < 7; crash += 1) {
      stage.children[crash]?.end(1);
      await settle();
    }
    expect(stage.pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000]);
    stage.advance(60_000);
    stage.children[7]?.end(1);
    await settle();
    expect(stage.pauses).toHaveLength(6);
  });

  test('goes on trying when a start fails', async () => {
    const stage = aStage({ failingStarts: 2 });
    const part = await supervise('Kitchen', stage.options);
    stage.children[0]?.end(1);
    await settle();
    expect(stage.notices.filter((notice) => notice === 'no room')).toHaveLength(2);
    expect(part.pid()).toBe(2);
  });

  test('neither stop nor restart counts as a crash', async () => {
    const stage = aStage();
    const part = await supervise('Kitchen', stage.options);
    await part.restart();
    expect(stage.children.map(({ stopped }) => stopped)).toEqual([true, false]);
    await part.stop();
    await settle();
    expect(stage.children).toHaveLength(2);
    expect(stage.notices).toEqual(['Kitchen is back']);
    expect(part.pid()).toBeNull();
  });

  test('rejects when the first start fails', async () => {
    await expect(
      supervise('Kitchen', {
        start: () => Promise.reject(new Error('no room')),
        onNotice: () => undefined,
      }),
    ).rejects.toThrow('no room');
  });
});
