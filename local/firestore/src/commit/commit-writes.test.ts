import { describe, expect, test } from 'vitest';
import type { FieldTransform, WriteMessage } from '../protocol/messages.ts';
import { memoryJournal } from '../store/memory-journal.ts';
import { Store } from '../store/store.ts';
import { Document } from '../values/document.ts';
import { Timestamp } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import type { AccessPolicy, Caller } from './access-policy.ts';
import { applyTransform } from './apply-transform.ts';
import { checkDocument } from './check-document.ts';
import { commitWrites } from './commit-writes.ts';

const NAME = 'projects/p/databases/(default)/documents/c/one';
const ADMIN: Caller = { admin: true, auth: null, key: 'admin' };
const ANN: Caller = { admin: false, auth: { uid: 'ann', token: {} }, key: 'ann' };
const allowed = { denial: null, dependencies: [] };
const denied = { denial: 'no', dependencies: [] };
const policy = (writes: AccessPolicy['writes']): AccessPolicy => ({
  get: () => allowed,
  query: () => allowed,
  writes,
});

function newStore(): Store {
  let now = 1000;
  return new Store(memoryJournal(), () => (now += 10));
}

const update = (fields: Record<string, Value>, rest: Partial<WriteMessage> = {}): WriteMessage => ({
  update: new Document(NAME, new Map(Object.entries(fields))),
  ...rest,
});
const open = policy(() => allowed);

describe('commitWrites', () => {
  test('a write that changes nothing keeps the update time and tells nobody', () => {
    const store = newStore();
    const first = commitWrites(store, open, ADMIN, [update({ n: 1n })]);
    let told = 0;
    store.onCommit(() => (told += 1));
    const second = commitWrites(store, open, ADMIN, [update({ n: 1n })]);
    expect(second.writeResults).toEqual([{ updateTime: first.commitTime }]);
    commitWrites(store, open, ADMIN, [update({ n: 1 })]);
    expect(told).toBe(1);
  });

  test('an absent mask replaces, an empty one touches nothing, a named field without value goes', () => {
    const store = newStore();
    const fields = (): unknown => Object.fromEntries(store.get(NAME)?.fields ?? []);
    commitWrites(store, open, ADMIN, [update({ a: 1n, b: 2n })]);
    commitWrites(store, open, ADMIN, [update({ c: 3n }, { updateMask: {} })]);
    expect(fields()).toEqual({ a: 1n, b: 2n });
    commitWrites(store, open, ADMIN, [
      update({ c: 3n }, { updateMask: { fieldPaths: ['a', 'c'] } }),
    ]);
    expect(fields()).toEqual({ b: 2n, c: 3n });
    commitWrites(store, open, ADMIN, [update({ d: 4n })]);
    expect(fields()).toEqual({ d: 4n });
  });

  test('versions increase although the clock stands still or goes back', () => {
    const times = [100, 100, 50, 200];
    const store = new Store(memoryJournal(), () => times.shift() ?? 0);
    const versions = [1n, 2n, 3n].map((n) =>
      commitWrites(store, open, ADMIN, [update({ n })]).commitTime.toMicros(),
    );
    expect(versions).toEqual([101, 102, 200]);
  });

  test('later writes see earlier ones and a refused one undoes them all', () => {
    const store = newStore();
    const increment = { fieldPath: 'n', increment: 1n };
    const twice = [
      update({ n: 1n }),
      update({}, { updateMask: {}, updateTransforms: [increment] }),
    ];
    expect(commitWrites(store, open, ADMIN, twice).writeResults[1]?.transformResults).toEqual([2n]);
    const refused = [{ delete: NAME }, { delete: NAME, currentDocument: { exists: true } }];
    expect(() => commitWrites(store, open, ADMIN, refused)).toThrow('No document to update');
    expect(store.get(NAME)?.fields.get('n')).toBe(2n);
  });

  test('the rules see each write before and after, and speak before preconditions do', () => {
    const store = newStore();
    const seen: unknown[] = [];
    const watching = policy((_caller, writes, _time, _source, after) => {
      seen.push(writes.map((w) => [w.before?.fields.get('n'), w.after?.fields.get('n')]));
      seen.push(after(NAME)?.fields.get('n'));
      return allowed;
    });
    commitWrites(store, watching, ANN, [update({ n: 1n }), update({ n: 2n })]);
    expect(seen).toEqual([
      [
        [undefined, 1n],
        [1n, 2n],
      ],
      2n,
    ]);
    const closed = policy(() => denied);
    const create = update({}, { currentDocument: { exists: false } });
    expect(() => commitWrites(store, closed, ANN, [create])).toThrow('no');
    expect(() => commitWrites(store, closed, ADMIN, [create])).toThrow('already exists');
  });
});

describe('applyTransform', () => {
  const time = new Timestamp(5, 0);
  const big = 2n ** 63n - 1n;
  test.each<[FieldTransform, Value | undefined, Value]>([
    [{ increment: 2n }, 3n, 5n],
    [{ increment: 0.5 }, 3n, 3.5],
    [{ increment: 1n }, big, big],
    [{ increment: -1n }, -big - 1n, -big - 1n],
    [{ increment: 1n }, 'text', 1n],
    [{ increment: 1n }, undefined, 1n],
    [{ maximum: 3 }, 3n, 3n],
    [{ maximum: 4 }, 3n, 4],
    [{ maximum: NaN }, 3n, NaN],
    [{ maximum: 0 }, -0, -0],
    [{ minimum: 2n }, 3n, 2n],
    [{ minimum: NaN }, 3n, NaN],
    [{ minimum: 2n }, null, 2n],
    [{ setToServerValue: 'REQUEST_TIME' }, 1n, time],
    [{ appendMissingElements: [1, 2n, 2n, NaN, NaN, null] }, [1n], [1n, 2n, NaN, null]],
    [{ appendMissingElements: [1n] }, 'text', [1n]],
    [{ removeAllFromArray: [1, null] }, [1n, 1, 2n, null], [2n]],
    [{ removeAllFromArray: [1n] }, undefined, []],
  ])('case %#', (transform, current, expected) => {
    expect(applyTransform({ fieldPath: 'f', ...transform }, current, time).value).toEqual(expected);
  });

  test('refuses operands that are no numbers and transforms that say nothing', () => {
    expect(() => applyTransform({ fieldPath: 'f', increment: 'x' }, 1n, time)).toThrow('number');
    expect(() => applyTransform({ fieldPath: 'f' }, 1n, time)).toThrow('nothing to do');
  });
});

describe('checkDocument', () => {
  test('counts bytes as Firestore does: name, field names, values and 32', () => {
    // c/one: 2 + 4 + 16 = 22; field: 2 + text + 1; together 57 beside the text.
    const fits = new Map<string, Value>([['t', 'x'.repeat(1_048_576 - 57)]]);
    expect(() => checkDocument(NAME, fits)).not.toThrow();
    const one = new Map<string, Value>([['t', 'x'.repeat(1_048_576 - 56)]]);
    expect(() => checkDocument(NAME, one)).toThrow('1048577 bytes');
  });

  test('refuses reserved names, arrays in arrays and more than 20 levels', () => {
    const nested = (levels: number): Value =>
      levels === 0 ? 1n : new Map([['m', nested(levels - 1)]]);
    const check =
      (value: Value): (() => void) =>
      () =>
        checkDocument(NAME, new Map([['f', value]]));
    expect(check(nested(19))).not.toThrow();
    expect(check(nested(20))).toThrow('deeper than 20');
    expect(check([[1n]])).toThrow('directly contain');
    expect(check([new Map([['a', [1n]]])])).not.toThrow();
    expect(check(new Map([['__x__', 1n]]))).toThrow('reserved');
    expect(
      check(
        new Map<string, Value>([
          ['__type__', '__vector__'],
          ['value', [1]],
        ]),
      ),
    ).not.toThrow();
    expect(() => checkDocument(NAME, new Map([['', 1n]]))).toThrow('empty');
  });
});
