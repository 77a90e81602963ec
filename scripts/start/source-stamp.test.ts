import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isStale, markBuilt, sourceStamp } from './source-stamp.ts';

const root = mkdtempSync(join(tmpdir(), 'training-monkey-stamp-'));
mkdirSync(join(root, 'src/deep'), { recursive: true });
mkdirSync(join(root, 'dist'));
writeFileSync(join(root, 'src/a.ts'), 'a');
writeFileSync(join(root, 'src/deep/b.ts'), 'b');
afterAll(() => rmSync(root, { recursive: true, force: true }));
const stamp = () => sourceStamp(root, ['src', 'absent']);

describe('sourceStamp', () => {
  test('changes with content and with names, not with tests', () => {
    const before = stamp();
    writeFileSync(join(root, 'src/a.test.ts'), 'a test');
    expect(stamp()).toBe(before);
    writeFileSync(join(root, 'src/deep/b.ts'), 'B');
    const changed = stamp();
    expect(changed).not.toBe(before);
    writeFileSync(join(root, 'src/deep/c.ts'), '');
    expect(stamp()).not.toBe(changed);
  });
});

describe('isStale', () => {
  test('until marked, and again after a change', () => {
    const dist = join(root, 'dist');
    expect(isStale(dist, stamp())).toBe(true);
    markBuilt(dist, stamp());
    expect(isStale(dist, stamp())).toBe(false);
    writeFileSync(join(root, 'src/a.ts'), 'A');
    expect(isStale(dist, stamp())).toBe(true);
  });
});
