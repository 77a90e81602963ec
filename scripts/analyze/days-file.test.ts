import { describe, expect, test } from 'vitest';
import { parseDaysFile } from './days-file.ts';

describe('parseDaysFile', () => {
  test.for([
    ['day,trimp\n2025-01-01,5', 'needs the columns day,total_load_miles,trimp, got day,trimp'],
    [
      'day,total_load_miles,trimp\n2025-01-01,5,6\n2025-02-30,1,2',
      'line 3: day must be an existing day as YYYY-MM-DD, got 2025-02-30',
    ],
    [
      'day,total_load_miles,trimp\n2025-01-01,-5,6',
      'line 2: total_load_miles must be a number, 0 or more, or empty when unknown, got -5',
    ],
    [
      'day,total_load_miles,trimp\n2025-01-01,5,1e999',
      'line 2: trimp must be at most 1000000, got 1e999',
    ],
    ['day,total_load_miles,trimp\n', 'holds no day below its header'],
  ] as const)('a file of days is refused by line and column: %j', ([text, message]) => {
    expect(() => parseDaysFile('days.csv', text)).toThrow(RangeError);
    expect(() => parseDaysFile('days.csv', text)).toThrow(message);
  });

  test('zeros are rest, empty cells unknown, and columns may stand in any order', () => {
    const text = 'trimp,day,total_load_miles\n0,2025-01-01,0\n,2025-01-02,5\n40,2025-01-03,\n';
    const { ledgers, firstDay, lastDay } = parseDaysFile('days.csv', text);
    expect([firstDay, lastDay]).toEqual(['2025-01-01', '2025-01-03']);
    expect(ledgers).toMatchObject([
      { year: 2025, days: [2, 3], equivalentMiles: [5, null], trimps: [null, 40] },
    ]);
  });
});
