import { describe, expect, test } from 'vitest';
import { streamsAnswer } from './activity-streams.ts';
import { generatedTraining } from './generated-training.ts';
import { DEMO_ATHLETES, sandboxAthlete } from './sandbox-athlete.ts';
import type { SandboxActivity } from './sandbox-activity.ts';
import { trainingStore } from './training-store.ts';
import { timeZoneText, utcOffsetS } from './wall-clock.ts';

const NOW = Date.parse('2026-10-04T12:00:00Z');
const store = () => trainingStore(DEMO_ATHLETES, () => NOW, NOW, []);
const [robin] = DEMO_ATHLETES;

describe('generated training', () => {
  test('is the same whenever it is asked for', () => {
    expect(robin && generatedTraining(robin, 20_300)).toEqual(
      robin && generatedTraining(robin, 20_300),
    );
    expect(store().list(7_100_001)).toEqual(store().list(7_100_001));
  });

  test('shows several sports, sessions without heart rate, manual entries and several zones', () => {
    const list = store().list(7_100_001);
    expect(new Set(list.map((one) => one.sportType)).size).toBeGreaterThanOrEqual(6);
    expect(list.filter((one) => one.averageHeartRate === null).length).toBeGreaterThan(20);
    expect(list.some((one) => one.manual)).toBe(true);
    expect(new Set(list.map((one) => one.timeZone)).size).toBeGreaterThanOrEqual(2);
  });

  test('pauses for illness: every long history has a gap of at least six days', () => {
    const starts = store()
      .list(7_100_002)
      .map((one) => one.startMs);
    const gaps = starts.slice(1).map((start, i) => ((starts[i] ?? 0) - start) / 86_400_000);
    expect(Math.max(...gaps)).toBeGreaterThan(6);
  });

  test('gives ids that are unique, beyond 32 bits and safe as numbers', () => {
    const ids = DEMO_ATHLETES.flatMap((one) => store().list(one.id)).map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id > 2 ** 32 && Number.isSafeInteger(id))).toBe(true);
  });

  test('stops at the newest so many when asked to', () => {
    const busy = sandboxAthlete(5, { newest: 4100, diligence: 0.95, doubles: 0.5 });
    expect(trainingStore([busy], () => NOW, NOW, []).list(5)).toHaveLength(4100);
  });

  test('lets activities appear once their end has come', () => {
    let now = NOW;
    const training = trainingStore(DEMO_ATHLETES, () => now, NOW, []);
    const before = training.list(7_100_002).length;
    now += 30 * 86_400_000;
    const appeared = training.appearedSince().filter((one) => one.athleteId === 7_100_002);
    expect(appeared.length).toBeGreaterThan(2);
    expect(training.list(7_100_002)).toHaveLength(before + appeared.length);
  });
});

interface HeartStreams {
  time: { data: number[] };
  moving: { data: boolean[] };
  heartrate: { data: number[] };
}

function meanWhileMoving(activity: SandboxActivity): number | null {
  const answer = streamsAnswer(activity, ['time', 'moving', 'heartrate']) as HeartStreams | null;
  if (answer === null) return null;
  const { time, moving, heartrate } = answer;
  let beats = 0;
  let seconds = 0;
  time.data.forEach((second, i) => {
    const lasts = (time.data[i + 1] ?? second) - second;
    if (moving.data[i] === true) {
      beats += lasts * (heartrate.data[i] ?? 0);
      seconds += lasts;
    }
  });
  return beats / seconds;
}

describe('streams', () => {
  test('have the mean heart rate over moving samples that the summary gives, to 0.1 bpm', () => {
    for (const activity of store().list(7_100_001).slice(0, 60)) {
      if (activity.averageHeartRate === null) continue;
      expect(meanWhileMoving(activity)).toBeCloseTo(activity.averageHeartRate, 1);
    }
  });

  test('are all equally long, and a stream the activity lacks is absent', () => {
    const [activity] = store().list(7_100_001);
    const keys = ['time', 'distance', 'heartrate', 'moving', 'watts'];
    const answer = activity && streamsAnswer(activity, keys);
    const streams = Object.values(answer ?? {}) as { data: unknown[]; original_size: number }[];
    expect(new Set(streams.map((one) => one.data.length)).size).toBe(1);
    expect(answer).not.toHaveProperty('watts');
  });

  test('give distance alone without keys, and nothing at all for a manual entry', () => {
    const list = store().list(7_100_002);
    const run = list.find((one) => !one.manual && one.distanceM > 0);
    const manual = list.find((one) => one.manual);
    expect(Object.keys((run && streamsAnswer(run, [])) ?? {})).toEqual(['distance']);
    expect(manual && streamsAnswer(manual, ['time'])).toBeNull();
  });
});

describe('wall clock', () => {
  test('tells summer from winter, and names the zone by its standard offset', () => {
    expect(utcOffsetS('America/New_York', Date.parse('2025-07-01T12:00:00Z'))).toBe(-14_400);
    expect(utcOffsetS('America/New_York', Date.parse('2025-01-01T12:00:00Z'))).toBe(-18_000);
    expect(timeZoneText('America/New_York')).toBe('(GMT-05:00) America/New_York');
    expect(timeZoneText('Pacific/Auckland')).toBe('(GMT+12:00) Pacific/Auckland');
  });
});
