import {
  localDay,
  localDayOf,
  NO_ANNOTATION,
  type ActivityFacts,
  type AnnotationDocument,
  type ThresholdSet,
} from '@training-monkey/training';
import fc from 'fast-check';
import type { Ports } from '../ports/ports.ts';
import { stored } from '../ports/stored.ts';
import type { ActivityPut } from '../use-cases/activities/activity-change.ts';
import { changeActivities } from '../use-cases/activities/change-activities.ts';
import { takeUpSettings } from '../use-cases/athlete/take-up-settings.ts';
import { runInboxItem } from '../use-cases/inbox/run-inbox-item.ts';
import { aFile, aStravaCopy, someFacts } from './an-activity.ts';
import { saveSettings, UID } from './an-athlete.ts';

const LANES = 40;
const AT_ONCE = 4;
const SAID_AT = '2025-06-10T12:00:00.000Z';

/** Starts lie in three years, close enough to each other for some to be taken for one activity. */
const facts = fc
  .record({
    slot: fc.integer({ min: 0, max: 900 }),
    jitterS: fc.integer({ min: 0, max: 200 }),
    sport: fc.constantFrom('Run', 'Ride', 'Swim', 'WeightTraining', 'Kitesurf'),
    movingTimeS: fc.integer({ min: 600, max: 9000 }),
    distanceM: fc.option(fc.integer({ min: 0, max: 60_000 })),
    elevationGainM: fc.option(fc.float({ min: 0, max: 2000, noNaN: true })),
    avgBpm: fc.option(fc.float({ min: 60, max: 190, noNaN: true })),
    seconds: fc.option(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 30 })),
  })
  .map(({ slot, jitterS, avgBpm, seconds, ...rest }): ActivityFacts => {
    const startS = Date.parse('2023-06-01T05:00:00Z') / 1000 + slot * 70_000 + jitterS;
    const startedAt = new Date(startS * 1000).toISOString();
    const histogram = seconds === null ? null : { firstBpm: 120, seconds };
    const heartRate = avgBpm === null ? null : { avgBpm, maxBpm: null, histogram };
    return someFacts({ startedAt, localDay: localDayOf(startedAt, 'UTC'), ...rest, heartRate });
  });

const thresholds = fc
  .uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 4 })
  .chain((days) =>
    fc.tuple(
      ...days
        .sort((a, b) => a - b)
        .map((day) =>
          fc.record({
            from: fc.constant(
              localDay(new Date(Date.UTC(2023, 5, 1 + day)).toISOString().slice(0, 10)),
            ),
            restingHr: fc.integer({ min: 40, max: 60 }),
            maxHr: fc.integer({ min: 170, max: 200 }),
            gender: fc.constantFrom('male' as const, 'female' as const, 'none' as const),
            zones: fc.constant({ method: 'reserve' as const }),
          }),
        ),
    ),
  );

export type Step =
  | { kind: 'put'; lane: number; facts: ActivityFacts; repeats: number }
  | { kind: 'remove'; lane: number }
  | { kind: 'annotate'; lane: number; said: Partial<AnnotationDocument>; lost: boolean }
  | { kind: 'thresholds'; sets: ThresholdSet[]; feet: 750 | 528; lost: boolean };

const lane = fc.integer({ min: 0, max: LANES - 1 });
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      lane,
      facts,
      repeats: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), lane }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('annotate' as const),
      lane,
      said: fc.record({
        leaveOut: fc.boolean(),
        perceivedEffort: fc.option(fc.integer({ min: 0, max: 10 })),
        correctedElevationGainFeet: fc.option(fc.integer({ min: 0, max: 3000 })),
      }),
      lost: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('thresholds' as const),
      sets: thresholds,
      feet: fc.constantFrom(750 as const, 528 as const),
      lost: fc.boolean(),
    }),
  },
);

/** Even lanes are files, odd ones copies from Strava. */
const putOf = (lane: number, of: ActivityFacts): ActivityPut =>
  lane % 2 === 0 ? aFile(`file-${lane}`, of) : aStravaCopy(String(lane), of);

async function take(ports: Ports, one: Step, late: (() => Promise<unknown>)[]): Promise<void> {
  const event = (lost: boolean, run: () => Promise<unknown>) => {
    if (!lost) return run();
    late.push(run);
    return Promise.resolve();
  };
  switch (one.kind) {
    case 'put': {
      const put = putOf(one.lane, one.facts);
      for (let i = 0; i < one.repeats; i += 1) await changeActivities(ports, UID, [put]);
      return;
    }
    case 'remove': {
      const { activityId } = putOf(one.lane, someFacts());
      await changeActivities(ports, UID, [{ kind: 'remove', activityId }]);
      return;
    }
    case 'annotate': {
      const { activityId } = putOf(one.lane, someFacts());
      await ports.store.transact(async (tx) => {
        // As the rules have it: nothing can be said about an activity that is not there.
        if ((await tx.get(stored.activity(UID, activityId))) === null) return;
        const annotation = { ...NO_ANNOTATION, updatedAt: SAID_AT, ...one.said };
        tx.set(stored.annotation(UID, activityId), annotation);
      });
      await event(one.lost, () => changeActivities(ports, UID, [{ kind: 'rescore', activityId }]));
      return;
    }
    case 'thresholds':
      await saveSettings(ports, { thresholds: one.sets, footFeetPerMile: one.feet });
      await event(one.lost, async () => {
        await takeUpSettings(ports, UID);
        await runInboxItem(ports, `rescore-${UID}`);
      });
      return;
  }
}

/** Each lane keeps its order, lanes run into each other; what was lost comes again in the end. */
export async function live(ports: Ports, steps: Step[]): Promise<void> {
  const lanes = new Map<number, Step[]>();
  for (const one of steps) {
    const key = 'lane' in one ? one.lane : -1;
    lanes.set(key, [...(lanes.get(key) ?? []), one]);
  }
  const late: (() => Promise<unknown>)[] = [];
  const waiting = [...lanes.values()];
  const worker = async () => {
    for (let own = waiting.shift(); own !== undefined; own = waiting.shift()) {
      for (const one of own) await take(ports, one, late);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const event of late.reverse()) await event();
  await takeUpSettings(ports, UID);
}
