import { repeatableChance } from './repeatable-chance.ts';
import type { SandboxActivity } from './sandbox-activity.ts';

type StreamType =
  'time' | 'distance' | 'altitude' | 'velocity_smooth' | 'heartrate' | 'cadence' | 'moving';
type Streams = Partial<Record<StreamType, number[] | boolean[]>>;

/** When samples were taken: every second, or unevenly as a smart-recording watch does. */
function sampleTimes(activity: SandboxActivity): number[] {
  const chance = repeatableChance(`times ${activity.id}`);
  const smart = chance.happens(0.2);
  const times: number[] = [];
  for (let at = 0; at < activity.elapsedTimeS; at += smart ? chance.whole(1, 7) : 1) times.push(at);
  return times;
}

/** Pauses: one to three stretches that together last as long as the clock ran without moving. */
function isPausedAt(activity: SandboxActivity): (second: number) => boolean {
  const paused = activity.elapsedTimeS - activity.movingTimeS;
  if (paused <= 0) return () => false;
  const chance = repeatableChance(`pauses ${activity.id}`);
  const count = paused < 60 ? 1 : chance.whole(1, 3);
  const each = paused / count;
  const begins = Array.from(
    { length: count },
    (_, i) => ((i + chance.between(0.2, 0.8)) / count) * activity.movingTimeS + i * each,
  );
  return (second) => begins.some((begin) => second >= begin && second < begin + each);
}

/** Heart rate with warm-up, drift and hard stretches, whose mean over moving samples is the summary's. */
function heartRates(activity: SandboxActivity, times: number[], moving: boolean[]): number[] {
  const average = activity.averageHeartRate ?? 0;
  const room = Math.max(2, (activity.maxHeartRate ?? average) - average);
  const chance = repeatableChance(`heart ${activity.id}`);
  const period = chance.between(240, 600);
  let noise = 0;
  const shape = times.map((second, i) => {
    noise = 0.97 * noise + chance.between(-0.6, 0.6);
    const warmUp = -1.6 * Math.exp(-second / 240);
    const drift = 0.25 * (second / activity.elapsedTimeS - 0.5);
    const effort = Math.sin((2 * Math.PI * second) / period) > 0.3 ? 1 : -0.5;
    const rest = moving[i] ? 0 : -0.8;
    return room * (0.7 * activity.intensitySwing * effort + warmUp * 0.5 + drift + rest) + noise;
  });
  let sum = 0;
  let seconds = 0;
  for (let i = 0; i + 1 < times.length; i++) {
    const lasts = (times[i + 1] ?? 0) - (times[i] ?? 0);
    if (!moving[i]) continue;
    sum += lasts * (shape[i] ?? 0);
    seconds += lasts;
  }
  const lift = average - (seconds > 0 ? sum / seconds : 0);
  return shape.map((value) => Math.round(Math.min(235, Math.max(35, value + lift))));
}

/** Every stream the activity has; null for a manual entry, which has none. */
function allStreams(activity: SandboxActivity): Streams | null {
  if (activity.manual) return null;
  const times = sampleTimes(activity);
  const isPaused = isPausedAt(activity);
  const moving = times.map((second) => !isPaused(second));
  const speed = activity.movingTimeS > 0 ? activity.distanceM / activity.movingTimeS : 0;
  let covered = 0;
  const distance = times.map((second, i) => {
    const lasted = second - (times[i - 1] ?? 0);
    if (moving[i - 1] ?? true) covered += lasted * speed;
    return Math.round(Math.min(covered, activity.distanceM) * 10) / 10;
  });
  const streams: Streams = { time: times, moving };
  if (activity.distanceM > 0) {
    streams.distance = distance;
    streams.velocity_smooth = moving.map((isMoving) => (isMoving ? speed : 0));
    if (!activity.trainer && activity.sportType !== 'Swim') {
      const climbing = activity.elevationGainM;
      streams.altitude = times.map(
        (second) =>
          Math.round((120 + climbing * Math.sin((Math.PI * second) / activity.elapsedTimeS)) * 10) /
          10,
      );
    }
  }
  if (activity.averageHeartRate !== null) streams.heartrate = heartRates(activity, times, moving);
  return streams;
}

/**
 * The answer of the streams endpoint for the keys asked for. Without keys only `distance` comes
 * back; a type the activity lacks is absent; null stands for 404.
 */
export function streamsAnswer(activity: SandboxActivity, keys: readonly string[]): object | null {
  const streams = allStreams(activity);
  if (!streams) return null;
  const asked = keys.length > 0 ? keys : ['distance'];
  return Object.fromEntries(
    Object.entries(streams)
      .filter(([type]) => asked.includes(type))
      .map(([type, data]) => [
        type,
        { data, series_type: 'time', original_size: data.length, resolution: 'high' },
      ]),
  );
}
