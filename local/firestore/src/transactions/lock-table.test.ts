import { describe, expect, test } from 'vitest';
import { LockTable } from './lock-table.ts';
import type { LockOwner } from './lock-table.ts';

const owner = (): LockOwner => ({ held: new Set() });

describe('LockTable', () => {
  test('gives a free lock at once and lines up those who come later', async () => {
    const table = new LockTable();
    const [one, two, three] = [owner(), owner(), owner()];
    const order: string[] = [];
    expect(table.acquire(one, 'd')).toBeUndefined();
    expect(table.acquire(one, 'd')).toBeUndefined();
    const second = table.acquire(two, 'd')?.then(() => order.push('two'));
    const third = table.acquire(three, 'd')?.then(() => order.push('three'));
    table.releaseAll(one);
    await second;
    expect(order).toEqual(['two']);
    table.releaseAll(two);
    await third;
    expect(order).toEqual(['two', 'three']);
  });

  test('refuses a wait that would close a circle', () => {
    const table = new LockTable();
    const [one, two] = [owner(), owner()];
    void table.acquire(one, 'a');
    void table.acquire(two, 'b');
    void table.acquire(one, 'b');
    expect(() => table.acquire(two, 'a')).toThrow('wait for one another');
  });

  test('ends the waits of an owner that leaves', async () => {
    const table = new LockTable();
    const [one, two] = [owner(), owner()];
    void table.acquire(one, 'a');
    const wait = table.acquire(two, 'a');
    table.releaseAll(two);
    await expect(wait).rejects.toThrow('ended while it waited');
    table.releaseAll(one);
    expect(table.acquire(two, 'a')).toBeUndefined();
  });
});
