import { faultInjection } from './fault-injection.ts';
import { grantBook, type GrantRules } from './grants.ts';
import { limitsForCapacity, rateWindows, type RateLimits } from './rate-windows.ts';
import type { SandboxActivity } from './sandbox-activity.ts';
import { DEMO_ATHLETES, type SandboxAthlete } from './sandbox-athlete.ts';
import { openSavedState } from './saved-state.ts';
import { trainingStore } from './training-store.ts';
import { webhookDeliveries, type DeliveryRules, type WebhookEvent } from './webhook-deliveries.ts';

interface SandboxApplication {
  clientId: string;
  clientSecret: string;
  name: string;
  /** How many athletes may connect; also sets the rate limits. */
  capacity: number;
  /** Without it every API call answers 403. */
  ownerSubscribed: boolean;
  /** Instead of the limits that belong to the capacity. */
  limits: RateLimits | null;
}

interface SandboxBehaviour extends GrantRules, DeliveryRules {
  /** Our own revocation sends a deauthorisation event. */
  eventOnRevoke: boolean;
}

export interface SandboxOptions {
  athletes?: readonly SandboxAthlete[];
  seed?: string;
  dataDir?: string;
  clock?: () => number;
  application?: Partial<SandboxApplication>;
  behaviour?: Partial<SandboxBehaviour>;
}

/** One call as the sandbox saw it. */
export interface LoggedCall {
  atMs: number;
  method: string;
  path: string;
  status: number;
}

/** Everything the sandbox knows, and what people can do in it. */
export function sandboxWorld(options: SandboxOptions) {
  const clock = options.clock ?? Date.now;
  const seed = options.seed ?? 'monkey';
  const people = options.athletes ?? DEMO_ATHLETES;
  const athletes = people.map((one) => ({ ...one, seed: options.seed ?? one.seed }));
  const application: SandboxApplication = {
    clientId: '10001',
    clientSecret: 'sandbox-secret',
    name: 'Training Monkey',
    capacity: 10,
    ownerSubscribed: true,
    limits: null,
    ...options.application,
  };
  const behaviour: SandboxBehaviour = {
    codeRefusedForMs: 0,
    rotateRefreshTokens: true,
    answerWithinMs: 2000,
    retryAfterMs: [1000, 4000],
    duplicated: 0,
    lost: 0,
    shuffled: false,
    signingSecret: null,
    eventOnRevoke: true,
    ...options.behaviour,
  };
  const saved = openSavedState(options.dataDir, clock());
  const book = grantBook(clock, seed, behaviour, saved.state.grants);
  const training = trainingStore(athletes, clock, saved.state.openedMs, saved.state.changes);
  const windows = rateWindows(
    clock,
    () => application.limits ?? limitsForCapacity(application.capacity),
  );
  const deliveries = webhookDeliveries(clock, seed, behaviour);
  const calls: LoggedCall[] = [];
  let lastHandMadeId = 0;

  function save(): void {
    saved.state.grants = [...book.grants.values()];
    saved.save();
  }

  function send(event: Omit<WebhookEvent, 'subscription_id' | 'event_time'>): void {
    const { subscription } = saved.state;
    if (subscription === null) return;
    deliveries.send(subscription.callbackUrl, {
      ...event,
      subscription_id: subscription.id,
      event_time: Math.floor(clock() / 1000),
    });
  }

  function sendActivity(
    activity: SandboxActivity,
    aspect: WebhookEvent['aspect_type'],
    updates: Record<string, string> = {},
  ): void {
    const scope = book.grants.get(activity.athleteId)?.scope ?? [];
    const all = scope.includes('activity:read_all');
    if (!all && (!scope.includes('activity:read') || (activity.onlyMe && aspect !== 'delete')))
      return;
    send({
      object_type: 'activity',
      object_id: activity.id,
      aspect_type: aspect,
      updates,
      owner_id: activity.athleteId,
    });
  }

  function found(id: number): SandboxActivity {
    const activity = training.find(id);
    if (!activity) throw new RangeError(`there is no activity ${id} in the sandbox`);
    return activity;
  }

  return {
    clock,
    seed,
    athletes,
    application,
    behaviour,
    book,
    training,
    windows,
    deliveries,
    faults: faultInjection(seed),
    calls,
    saved: saved.state,
    save,

    logCall(call: LoggedCall): void {
      calls.push(call);
      if (calls.length > 50_000) calls.splice(0, 10_000);
    },

    /** A new activity, ended just now unless details say otherwise. */
    addActivity(athleteId: number, details: Partial<SandboxActivity> = {}): SandboxActivity {
      const athlete = athletes.find((one) => one.id === athleteId);
      if (!athlete) throw new RangeError(`there is no athlete ${athleteId} in the sandbox`);
      const movingTimeS = details.movingTimeS ?? 2700;
      const elapsedTimeS = details.elapsedTimeS ?? movingTimeS;
      const newest = 9_500_000_000_000 + Math.floor(clock() / 10);
      lastHandMadeId = Math.max(lastHandMadeId + 1, newest);
      const activity: SandboxActivity = {
        id: lastHandMadeId,
        athleteId,
        name: 'Run',
        sportType: 'Run',
        startMs: Math.floor((clock() - elapsedTimeS * 1000) / 1000) * 1000,
        timeZone: athlete.homeZone,
        hiddenStart: false,
        distanceM: movingTimeS * 2.8,
        movingTimeS,
        elapsedTimeS,
        elevationGainM: 60,
        averageHeartRate: 142,
        maxHeartRate: 161,
        intensitySwing: 0.3,
        manual: false,
        trainer: false,
        onlyMe: false,
        deviceName: 'Garmin Forerunner 955',
        ...details,
      };
      training.change({ kind: 'put', activity });
      save();
      sendActivity(activity, 'create');
      return activity;
    },

    /** Changes an activity. Only name, sport and privacy send an event, as on Strava. */
    editActivity(id: number, changes: Partial<SandboxActivity>): SandboxActivity {
      const before = found(id);
      const activity = { ...before, ...changes, id, athleteId: before.athleteId };
      training.change({ kind: 'put', activity });
      save();
      const readsAll = book.grants.get(activity.athleteId)?.scope.includes('activity:read_all');
      if (before.onlyMe !== activity.onlyMe && readsAll !== true) {
        sendActivity(activity, activity.onlyMe ? 'delete' : 'create');
        return activity;
      }
      const updates: Record<string, string> = {};
      if (before.name !== activity.name) updates['title'] = activity.name;
      if (before.sportType !== activity.sportType) updates['type'] = activity.sportType;
      if (before.onlyMe !== activity.onlyMe) updates['private'] = String(activity.onlyMe);
      if (Object.keys(updates).length > 0) sendActivity(activity, 'update', updates);
      return activity;
    },

    deleteActivity(id: number): void {
      const activity = found(id);
      training.change({ kind: 'remove', id, athleteId: activity.athleteId });
      save();
      sendActivity(activity, 'delete');
    },

    /** Sends an event as given, true or not. */
    sendEvent: send,

    /** Ends the athlete's grant, as in their settings on Strava. */
    deauthorize(athleteId: number, withEvent = true): void {
      const had = book.grants.has(athleteId);
      book.end(athleteId);
      save();
      if (!had || !withEvent) return;
      send({
        object_type: 'athlete',
        object_id: athleteId,
        aspect_type: 'update',
        updates: { authorized: 'false' },
        owner_id: athleteId,
      });
    },

    /** Lets activities appear whose end has come, and tells the application. */
    letTimePass(): void {
      for (const activity of training.appearedSince()) sendActivity(activity, 'create');
    },
  };
}
export type SandboxWorld = ReturnType<typeof sandboxWorld>;
