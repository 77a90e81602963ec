import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, emptyDataFolder } from './data-folder.ts';

const keeping = { usual: '.data', keepsNothing: false, given: undefined, hasRealStrava: false };
const forgetting = { ...keeping, usual: '.data-emulators', keepsNothing: true };

describe('dataFolder', () => {
  test('is the one named, else one of its own for real Strava', () => {
    expect(dataFolder(keeping)).toBe('.data');
    expect(dataFolder({ ...keeping, hasRealStrava: true })).toBe('.data-home');
    expect(dataFolder({ ...keeping, hasRealStrava: true, given: 'mine' })).toBe('mine');
  });

  test('of what keeps nothing is never one that keeps something', () => {
    expect(dataFolder({ ...forgetting, hasRealStrava: true })).toBe('.data-emulators');
    expect(() => dataFolder({ ...forgetting, given: '.data' })).toThrow(RangeError);
  });
});

describe('emptyDataFolder', () => {
  test('leaves what others put there', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'training-monkey-folder-'));
    mkdirSync(join(dataDir, 'firestore'));
    for (const file of ['firestore/firestore.sqlite', 'secrets.json', 'diary.txt']) {
      writeFileSync(join(dataDir, file), 'x');
    }
    emptyDataFolder(dataDir);
    expect(readdirSync(dataDir)).toEqual(['diary.txt']);
    rmSync(dataDir, { recursive: true });
    emptyDataFolder(dataDir);
    expect(existsSync(dataDir)).toBe(false);
  });
});
