import { z } from 'zod';
import type { StravaActivity, StravaStreams } from '../../ports/strava.ts';

/** Strava's answers. Unknown fields are let through: real ones carry more than the schema says. */

const number = z.number().nullish();

const activityAnswer = z
  .object({
    id: z.int(),
    name: z.string().nullish(),
    sport_type: z.string().nullish(),
    type: z.string().nullish(),
    start_date: z.iso.datetime(),
    start_date_local: z.iso.datetime(),
    timezone: z.string().nullish(),
    distance: number,
    moving_time: z.number(),
    elapsed_time: z.number(),
    total_elevation_gain: number,
    average_heartrate: number,
    max_heartrate: number,
    device_name: z.string().nullish(),
    manual: z.boolean().nullish(),
  })
  .transform((answer): StravaActivity => ({
    id: String(answer.id),
    name: answer.name ?? '',
    sport: answer.sport_type ?? answer.type ?? 'Workout',
    startDate: answer.start_date,
    startDateLocal: answer.start_date_local,
    timeZoneText: answer.timezone ?? null,
    distanceM: answer.distance ?? null,
    movingTimeS: answer.moving_time,
    elapsedTimeS: answer.elapsed_time,
    elevationGainM: answer.total_elevation_gain ?? null,
    averageHeartRate: answer.average_heartrate ?? null,
    maxHeartRate: answer.max_heartrate ?? null,
    deviceName: answer.device_name ?? null,
    manual: answer.manual ?? false,
  }));

const stream = <T extends z.ZodType>(sample: T) => z.object({ data: z.array(sample) });

const streamsAnswer = z
  .object({
    time: stream(z.number()).optional(),
    heartrate: stream(z.number().nullable()).optional(),
    moving: stream(z.boolean()).optional(),
  })
  .transform(({ time, heartrate, moving }): StravaStreams | null =>
    time === undefined || heartrate === undefined
      ? null
      : { timesS: time.data, heartRates: heartrate.data, moving: moving?.data ?? null },
  )
  .refine(
    (streams) =>
      streams === null ||
      (streams.heartRates.length === streams.timesS.length &&
        (streams.moving?.length ?? streams.timesS.length) === streams.timesS.length),
    'streams must be equally long',
  );

const subscriptionAnswer = z
  .object({ id: z.int(), callback_url: z.string() })
  .transform(({ id, callback_url }) => ({ id, callbackUrl: callback_url }));

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_at: z.number(),
});

export const stravaAnswers = {
  activity: activityAnswer,
  activityPage: z.array(activityAnswer),
  streams: streamsAnswer,
  athlete: z.object({ id: z.int() }).transform(({ id }) => String(id)),
  subscription: subscriptionAnswer,
  subscriptions: z.array(subscriptionAnswer),
  tokens: tokenAnswer,
  exchange: tokenAnswer.extend({ athlete: z.object({ id: z.int() }) }),
};

const faultAnswer = z.object({
  errors: z
    .array(
      z.object({ resource: z.string(), field: z.string(), code: z.string() }).catch({
        resource: '',
        field: '',
        code: '',
      }),
    )
    .catch([]),
});

/** The errors in an answer as `resource/field/code`; none when the body says nothing readable. */
export function faultsIn(body: unknown): string[] {
  const parsed = faultAnswer.safeParse(body);
  if (!parsed.success) return [];
  return parsed.data.errors.map(({ resource, field, code }) => `${resource}/${field}/${code}`);
}
