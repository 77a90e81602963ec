import { LEGACY_TYPES, type SandboxActivity } from './sandbox-activity.ts';
import { timeZoneText, utcOffsetS } from './wall-clock.ts';

const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The start as shown: a hidden start is 00:00:01 in both fields. */
function shownStart(activity: SandboxActivity) {
  const offset = utcOffsetS(activity.timeZone, activity.startMs);
  const local = second(activity.startMs + offset * 1000);
  const hidden = `${local.slice(0, 10)}T00:00:01Z`;
  return {
    start_date: activity.hiddenStart ? hidden : second(activity.startMs),
    start_date_local: activity.hiddenStart ? hidden : local,
    timezone: timeZoneText(activity.timeZone),
    utc_offset: offset,
  };
}

/** An activity as the list gives it. Heart-rate keys are absent, not null, without a strap. */
export function activitySummary(activity: SandboxActivity): Record<string, unknown> {
  const speed = activity.movingTimeS > 0 ? activity.distanceM / activity.movingTimeS : 0;
  const thousandths = (value: number) => Math.round(value * 1000) / 1000;
  return {
    resource_state: 2,
    id: activity.id,
    athlete: { id: activity.athleteId, resource_state: 1 },
    name: activity.name,
    type: LEGACY_TYPES[activity.sportType] ?? activity.sportType,
    sport_type: activity.sportType,
    ...shownStart(activity),
    distance: activity.distanceM,
    moving_time: activity.movingTimeS,
    elapsed_time: activity.elapsedTimeS,
    total_elevation_gain: activity.elevationGainM,
    average_speed: thousandths(speed),
    max_speed: thousandths(speed * 1.6),
    manual: activity.manual,
    trainer: activity.trainer,
    commute: false,
    private: activity.onlyMe,
    flagged: false,
    visibility: activity.onlyMe ? 'only_me' : 'everyone',
    start_latlng: [],
    end_latlng: [],
    map: { id: `a${activity.id}`, summary_polyline: '', resource_state: 2 },
    gear_id: null,
    kudos_count: 0,
    achievement_count: 0,
    upload_id: activity.manual ? null : activity.id + 1_083_990_000,
    ...(activity.manual ? {} : { upload_id_str: String(activity.id + 1_083_990_000) }),
    external_id: activity.manual ? null : `sandbox_${activity.id}.fit`,
    ...(activity.deviceName === null ? {} : { device_name: activity.deviceName }),
    heartrate_opt_out: false,
    display_hide_heartrate_option: activity.averageHeartRate !== null,
    has_heartrate: activity.averageHeartRate !== null,
    ...(activity.averageHeartRate === null
      ? {}
      : {
          average_heartrate: activity.averageHeartRate,
          max_heartrate: activity.maxHeartRate,
          suffer_score: Math.round((activity.movingTimeS / 60) * 0.9),
        }),
  };
}

/** An activity as asked for by id. */
export function activityDetail(activity: SandboxActivity): Record<string, unknown> {
  return {
    ...activitySummary(activity),
    resource_state: 3,
    description: null,
    calories: Math.round(activity.movingTimeS * 0.17),
    perceived_exertion: null,
    laps: [],
    splits_metric: [],
    segment_efforts: [],
    gear: null,
    available_zones: activity.averageHeartRate === null ? [] : ['heartrate'],
  };
}
