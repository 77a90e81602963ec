import { addDays, localDay, type GoalDocument } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { onAthleteData } from '../../handlers/on-athlete-data.ts';
import { coachStored } from '../../ports/coach-stored.ts';
import {
  aRunOn,
  aTrainedAthlete,
  COACH_DAY,
  IN_BALANCE,
  runsBefore,
} from '../../testing/a-trained-athlete.ts';
import { memoryPorts } from '../../testing/memory-ports.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { renewPlan } from './renew-plan.ts';
import { writeDueRecommendations } from './write-due-recommendations.ts';

const UID = 'anna';
const GOAL: GoalDocument = {
  aim: { kind: 'race', raceDay: localDay('2025-09-28'), distanceMiles: 26.2 },
  sport: 'foot',
  availableDays: [true, true, true, true, false, true, true],
  hoursPerWeek: 10,
  updatedAt: '2025-06-09T20:00:00.000Z',
};
const LATER = new Date('2030-01-01T00:00:00.000Z');
const event = (path: string) => ({ id: 'e', document: `users/${UID}/${path}` });

async function anna() {
  const ports = memoryPorts({ now: '2025-06-10T05:07:00.000Z' });
  await aTrainedAthlete(ports, UID, runsBefore(IN_BALANCE));
  ports.store.put(coachStored.goal(UID).path, GOAL);
  const planOf = () => ports.store.get(coachStored.plan(UID));
  return { ports, planOf };
}

describe('renewPlan', () => {
  test('follows a goal that is set, and goes with it', async () => {
    const { ports, planOf } = await anna();
    await onAthleteData(ports, event('settings/goal'));
    const plan = (await planOf())!;
    expect(plan.goal).toEqual(GOAL);
    expect(plan.sessions.at(-1)!.kind).toBe('race');
    await ports.store.transact((tx) => Promise.resolve(tx.delete(coachStored.goal(UID))));
    await onAthleteData(ports, event('settings/goal'));
    expect(await planOf()).toBeNull();
  });

  test('writes nothing where nothing has changed', async () => {
    const { ports } = await anna();
    expect(await renewPlan(ports, UID)).toBe(true);
    ports.pass(3_600_000);
    expect(await renewPlan(ports, UID)).toBe(false);
  });

  test('plans anew from what was done, and keeps what had been planned', async () => {
    const { ports, planOf } = await anna();
    await renewPlan(ports, UID);
    const first = (await planOf())!;
    // Three days without training go by.
    ports.pass(3 * 24 * 3_600_000);
    const friday = addDays(COACH_DAY, 3);
    await changeActivities(ports, UID, [aRunOn(friday, 2)]);
    await onAthleteData(ports, event('dashboard/latest'));
    const second = (await planOf())!;
    const gone = ({ sessions }: typeof first) => sessions.filter(({ day }) => day < friday);
    expect(gone(second)).toEqual(gone(first));
    expect(second.plannedFrom).toBe(friday);
    expect(second.sessions).not.toEqual(first.sessions);
  });

  test('leaves athletes without a goal without a plan', async () => {
    const ports = memoryPorts();
    await aTrainedAthlete(ports, UID, runsBefore(IN_BALANCE));
    expect(await renewPlan(ports, UID)).toBe(false);
    expect(await ports.store.get(coachStored.plan(UID))).toBeNull();
  });

  test('is done before the morning’s recommendation, which then knows the plan', async () => {
    const { ports, planOf } = await anna();
    await writeDueRecommendations(ports, LATER);
    const plan = (await planOf())!;
    const today = plan.sessions.find(({ day }) => day === COACH_DAY);
    const recommendation = await ports.store.get(coachStored.recommendation(UID, COACH_DAY));
    expect(today).toBeDefined();
    expect(recommendation!.decision.reasons).toContain('planned');
    const load = recommendation!.decision.target!.loadMiles!;
    expect(load.from).toBeCloseTo(0.9 * today!.loadMiles, 9);
  });
});
