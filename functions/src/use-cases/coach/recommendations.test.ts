import { addDays } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { coachStored } from '../../ports/coach-stored.ts';
import { stored } from '../../ports/stored.ts';
import type { CoachWriter } from '../../ports/coach.ts';
import { onAthleteData } from '../../handlers/on-athlete-data.ts';
import {
  aRunOn,
  aTrainedAthlete,
  COACH_DAY,
  IN_BALANCE,
  runsBefore,
} from '../../testing/a-trained-athlete.ts';
import { anAthlete, saveSettings } from '../../testing/an-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { goodWords, todayIn } from '../../testing/model-replies.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { takeUpSettings } from '../athlete/take-up-settings.ts';
import { refreshRecommendation } from './refresh-recommendation.ts';
import { writeDueRecommendations } from './write-due-recommendations.ts';
import { writeRecommendation } from './write-recommendation.ts';

const UID = 'anna';
const LATER = new Date('2030-01-01T00:00:00.000Z');
const recommendationOf = (ports: MemoryPorts, uid = UID, day = COACH_DAY) =>
  ports.store.get(coachStored.recommendation(uid, day));

async function anna(now = '2025-06-10T05:07:00.000Z') {
  const ports = memoryPorts({ now });
  await aTrainedAthlete(ports, UID, runsBefore(IN_BALANCE));
  return ports;
}

function aWriter(usage: { inputTokens: number; outputTokens: number }) {
  const writer: CoachWriter & { calls: number } = {
    calls: 0,
    model: 'counted',
    mostOutputTokens: 500,
    costUsd: () => 0.01,
    write: (_fixed, turns) => {
      writer.calls += 1;
      const messages = turns.map(({ role, text }) => ({ role, content: text }));
      const text = JSON.stringify(goodWords(todayIn({ messages })));
      const none = { cacheReadTokens: 0, cacheWriteTokens: 0 };
      return Promise.resolve({ outcome: 'text', text, usage: { ...usage, ...none } });
    },
  };
  return writer;
}

describe('writeDueRecommendations', () => {
  test('writes in the morning of each athlete’s own zone, once a day', async () => {
    const ports = memoryPorts({ now: '2025-06-10T00:07:00.000Z' });
    const zones = { early: 'Pacific/Auckland', mid: 'Etc/UTC', late: 'America/Los_Angeles' };
    for (const [uid, timeZone] of Object.entries(zones)) {
      await aTrainedAthlete(ports, uid, runsBefore(IN_BALANCE));
      await saveSettings(ports, { timeZone }, uid);
      await takeUpSettings(ports, uid);
    }
    const writtenAt: Record<string, string> = {};
    for (let hour = 0; hour < 24; hour += 1) {
      await writeDueRecommendations(ports, LATER);
      for (const [path, document] of ports.store.contents()) {
        const [, uid, collection, day] = path.split('/');
        if (collection !== 'recommendations') continue;
        const { createdAt, updatedAt } = document as { createdAt: string; updatedAt: string };
        expect(updatedAt).toBe(createdAt);
        writtenAt[`${uid} ${day}`] = createdAt.slice(11, 16);
      }
      ports.pass(3_600_000);
      for (const uid of Object.keys(zones)) {
        const user = (await ports.store.get(stored.user(uid)))!;
        if (user.nextRolloverAt <= ports.now().toISOString()) {
          const next = new Date(Date.parse(user.nextRolloverAt) + 24 * 3_600_000).toISOString();
          ports.store.put(`users/${uid}`, { ...user, nextRolloverAt: next });
        }
      }
    }
    expect(writtenAt).toEqual({
      'mid 2025-06-10': '05:07',
      'late 2025-06-10': '12:07',
      'early 2025-06-11': '17:07',
    });
  });

  test('leaves alone who has switched the coach off or has not trained', async () => {
    const ports = await anna();
    await saveSettings(ports, { coach: { enabled: false, modelWords: false } });
    await takeUpSettings(ports, UID);
    await anAthlete(ports, { uid: 'new' });
    expect(await writeDueRecommendations(ports, LATER)).toEqual({
      written: 0,
      failed: 0,
      isComplete: true,
    });
  });

  test('goes on after an athlete whose documents cannot be read', async () => {
    const ports = await anna();
    await aTrainedAthlete(ports, 'broken', runsBefore(IN_BALANCE));
    ports.store.put(stored.ledger('broken', 2025).path, { nonsense: true });
    expect(await writeDueRecommendations(ports, LATER)).toMatchObject({ written: 1, failed: 1 });
    expect(await recommendationOf(ports)).not.toBeNull();
  });

  test('stops when time is up', async () => {
    const ports = await anna();
    const outcome = await writeDueRecommendations(ports, ports.now());
    expect(outcome).toMatchObject({ written: 0, isComplete: false });
  });
});

describe('writeRecommendation', () => {
  test('keeps the first of the same morning, also when two come at once', async () => {
    const ports = await anna();
    const [one, two] = await Promise.all([
      writeRecommendation(ports, UID, { anew: false }),
      writeRecommendation(ports, UID, { anew: false }),
    ]);
    expect(one).toEqual(two);
    ports.pass(60_000);
    expect(await writeRecommendation(ports, UID, { anew: false })).toEqual(one);
  });

  test('stores the numbers of the relational schema', async () => {
    const ports = await anna();
    const written = await writeRecommendation(ports, UID, { anew: false });
    expect(written).toMatchObject({
      generatedDate: COACH_DAY,
      recommendationType: 'normal_progression',
      activityCount: 19,
      modelVersion: 'rules-1',
      fallback: 'not-configured',
      processingTimeMs: 0,
    });
    expect(written.latestAcwr).toBeCloseTo(
      written.decision.evidence.find(({ id }) => id === 'acuteChronicRatio')!.value,
      12,
    );
    expect(written.recommendationText).toContain(written.words.sentences[0]!.text);
  });

  test('stays with the rules unless the athlete has opted in', async () => {
    const writer = aWriter({ inputTokens: 1, outputTokens: 1 });
    const ports = {
      ...(await anna()),
      coach: { writer, mayUseStravaData: true, dailyTokens: 1e9 },
    };
    await saveSettings(ports, { coach: { enabled: true, modelWords: false } });
    await takeUpSettings(ports, UID);
    const written = await writeRecommendation(ports, UID, { anew: false });
    expect(written.fallback).toBe('athlete-choice');
    expect(writer.calls).toBe(0);
  });

  test('throws words away whose training has gone while they were being written', async () => {
    const ports = await anna();
    const good = aWriter({ inputTokens: 1, outputTokens: 1 });
    const last = `run-${addDays(COACH_DAY, -1)}`;
    const writer: CoachWriter = {
      ...good,
      write: async (fixed, turns) => {
        const answer = await good.write(fixed, turns);
        await changeActivities(ports, UID, [{ kind: 'remove', activityId: last }]);
        return answer;
      },
    };
    const coach = { writer, mayUseStravaData: true, dailyTokens: 1e9 };
    const written = await writeRecommendation({ ...ports, coach }, UID, { anew: false });
    expect(good.calls).toBe(2);
    expect(written.fallback).toBeNull();
    const before = await writeRecommendation(await anna(), UID, { anew: false });
    const weekOf = ({ decision }: typeof written) =>
      decision.evidence.find(({ id }) => id === 'sevenDayLoad')!.value;
    expect(weekOf(written)).toBeLessThan(weekOf(before));
  });

  test('has the words of the rules where training never stands still', async () => {
    const ports = await anna();
    const good = aWriter({ inputTokens: 1, outputTokens: 1 });
    let miles = 1;
    const writer: CoachWriter = {
      ...good,
      write: async (fixed, turns) => {
        const answer = await good.write(fixed, turns);
        miles += 1;
        await changeActivities(ports, UID, [aRunOn(COACH_DAY, miles)]);
        return answer;
      },
    };
    const coach = { writer, mayUseStravaData: true, dailyTokens: 1e9 };
    const written = await writeRecommendation({ ...ports, coach }, UID, { anew: false });
    expect(written.modelVersion).toBe('rules-1');
    expect(written.decision.evidence.find(({ id }) => id === 'doneLoadMiles')!.value).toBeCloseTo(
      3,
    );
  });

  test('stops asking the model when the day’s budget is spent', async () => {
    const writer = aWriter({ inputTokens: 4000, outputTokens: 300 });
    const ports = {
      ...(await anna()),
      coach: { writer, mayUseStravaData: true, dailyTokens: 15_000 },
    };
    const fallbacks = [];
    for (let i = 0; i < 3; i += 1) {
      fallbacks.push((await writeRecommendation(ports, UID, { anew: true })).fallback);
    }
    expect(fallbacks).toEqual([null, null, 'budget']);
    expect(writer.calls).toBe(2);
    expect(await ports.store.get(coachStored.budget(UID))).toMatchObject({ tokens: 8600 });
  });
});

describe('refreshRecommendation', () => {
  test('writes anew five times a day, and says when to come back', async () => {
    const ports = await anna();
    const left = [];
    for (let i = 0; i < 5; i += 1)
      left.push((await refreshRecommendation(ports, UID)).refreshesLeft);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    await expect(refreshRecommendation(ports, UID)).rejects.toMatchObject({
      code: 'rate-limited',
      retryAt: new Date('2025-06-11T00:00:00.000Z'),
    });
    ports.pass(24 * 3_600_000);
    expect((await refreshRecommendation(ports, UID)).refreshesLeft).toBe(4);
  });

  test('is refused while the coach is switched off', async () => {
    const ports = await anna();
    await saveSettings(ports, { coach: { enabled: false, modelWords: false } });
    await takeUpSettings(ports, UID);
    await expect(refreshRecommendation(ports, UID)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a recommendation', () => {
  const event = (document: string) => ({ id: 'e', document });

  test('is outdated by new training, and current again when that goes', async () => {
    const ports = await anna();
    await writeRecommendation(ports, UID, { anew: false });
    await changeActivities(ports, UID, [aRunOn(COACH_DAY, 5)]);
    await onAthleteData(ports, event(`users/${UID}/dashboard/latest`));
    expect((await recommendationOf(ports))!.outdated).toBe(true);
    await changeActivities(ports, UID, [{ kind: 'remove', activityId: `run-${COACH_DAY}` }]);
    await onAthleteData(ports, event(`users/${UID}/dashboard/latest`));
    expect((await recommendationOf(ports))!.outdated).toBe(false);
  });

  test('is outdated by a morning journal that changes the day, until it is refreshed', async () => {
    const ports = await anna();
    await writeRecommendation(ports, UID, { anew: false });
    ports.store.put(coachStored.journalDay(UID, COACH_DAY).path, {
      morning: {
        sleepHours: 4.5,
        sleepQuality: 2,
        soreness: 5,
        restingHr: null,
        hrvMs: null,
        weightLbs: null,
      },
      evening: null,
      updatedAt: '2025-06-10T06:00:00.000Z',
    });
    await onAthleteData(ports, event(`users/${UID}/journal/${COACH_DAY}`));
    expect((await recommendationOf(ports))!.outdated).toBe(true);
    const { recommendation } = await refreshRecommendation(ports, UID);
    expect(recommendation.outdated).toBe(false);
    expect(recommendation.decision.action).toBe('reduce');
  });

  test('of yesterday is history and stays as it was', async () => {
    const ports = await anna();
    const before = await writeRecommendation(ports, UID, { anew: false });
    ports.pass(24 * 3_600_000);
    await changeActivities(ports, UID, [aRunOn(COACH_DAY, 12)]);
    await onAthleteData(ports, event(`users/${UID}/dashboard/latest`));
    expect(await recommendationOf(ports)).toEqual(before);
    expect(await recommendationOf(ports, UID, addDays(COACH_DAY, 1))).toBeNull();
  });
});
