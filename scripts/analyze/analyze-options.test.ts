import { describe, expect, test } from 'vitest';
import { analyzeOptions } from './analyze-options.ts';

const NOW = '2025-05-10T22:30:00.000Z';

describe('analyzeOptions', () => {
  test.for([
    [
      ['--resting-hr', '300', 'x'],
      '--resting-hr must be a heart rate between 25 and 110 bpm, got 300',
    ],
    [['--max-hr', 'fast', 'x'], '--max-hr must be a heart rate between 100 and 240 bpm, got fast'],
    [
      ['--resting-hr', '100', '--max-hr', '120', 'x'],
      '--max-hr must lie at least 40 bpm above --resting-hr, got 120',
    ],
    [
      ['--time-zone', 'Mars/Olympus', 'x'],
      '--time-zone must be an IANA time zone such as Europe/Berlin, got Mars/Olympus',
    ],
    [
      ['--as-of', '2025-02-30', 'x'],
      '--as-of must be an existing day as YYYY-MM-DD, got 2025-02-30',
    ],
    [
      ['--style', 'bold', 'x'],
      '--style must be one of conservative, balanced, adaptive, aggressive, got bold',
    ],
    [['--colour', 'x'], "Unknown option '--colour'"],
    [['--json'], 'PATH is missing'],
  ] as const)('%j is refused by name', ([args, message]) => {
    expect(() => analyzeOptions([...args], NOW)).toThrow(RangeError);
    expect(() => analyzeOptions([...args], NOW)).toThrow(message);
  });

  test('everything has a default, and assumed heart rates are not called confirmed', () => {
    const options = analyzeOptions(['ride.fit', '--time-zone', 'Europe/Berlin'], NOW);
    expect(options).toMatchObject({
      paths: ['ride.fit'],
      output: 'report',
      today: '2025-05-11',
      asOf: null,
      settings: {
        confirmed: false,
        riskStyle: 'balanced',
        thresholds: [{ restingHr: 44, maxHr: 178, gender: 'male', zones: { method: 'reserve' } }],
      },
    });
  });

  test('what is said is taken', () => {
    const said = '--resting-hr 50 --max-hr 190 --gender female --zones max --as-of 2025-01-02';
    const options = analyzeOptions([...said.split(' '), '--style', 'aggressive', 'a', 'b'], NOW);
    expect(options).toMatchObject({
      paths: ['a', 'b'],
      asOf: '2025-01-02',
      settings: {
        confirmed: true,
        riskStyle: 'aggressive',
        thresholds: [{ restingHr: 50, maxHr: 190, gender: 'female', zones: { method: 'max' } }],
      },
    });
  });
});
