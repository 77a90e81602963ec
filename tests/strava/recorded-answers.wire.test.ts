import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  defaultAthleteSettings,
  histogramMeanBpm,
  NO_ANNOTATION,
  scoreActivity,
} from '../../training/src/index.ts';
import { stravaAnswers } from '../../functions/src/adapters/strava/strava-answers.ts';
import { stravaClient } from '../../functions/src/adapters/strava/strava-client.ts';
import { usageFromHeaders } from '../../functions/src/adapters/strava/usage-from-headers.ts';
import {
  factsFromStrava,
  heartRateFromStreams,
} from '../../functions/src/use-cases/strava/facts-from-strava.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);
const isThere = existsSync(DATA);
if (!isThere) console.log('skipped: the recorded answers in ../shared/data are not here');

interface Exchange {
  uri: string;
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}
const read = (path: string) => JSON.parse(readFileSync(new URL(path, DATA), 'utf8')) as unknown;
const dblock = (name: string) => read(`strava-api-dblock/${name}.json`) as Exchange[];

/** Plays one recorded exchange to whoever asks. */
let playing: Pick<Exchange, 'status' | 'headers' | 'body'> = { status: 200, body: null };
const server = createServer((_request, response) => {
  const entries = Object.entries(playing.headers ?? {});
  response.writeHead(playing.status, entries.filter(([name]) => /^x-/i.test(name)).flat());
  response.end(playing.body === null ? '' : JSON.stringify(playing.body));
});
let base = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
const client = () =>
  stravaClient({ apiBase: base, oauthBase: base, clientId: '1', clientSecret: 'secret' });
const play = (exchange: Exchange | undefined) => {
  if (exchange === undefined) throw new RangeError('play requires an exchange');
  playing = exchange;
};

/** The sweatpy recording keeps streams in the older form, a bare array. */
function recordedRide() {
  const [detail, streams] = read(
    'strava-api-sweatpy/activity_3547667536_and_streams_2020-06-05.json',
  ) as [Exchange, Exchange];
  const list = streams.body as { type: string; data: unknown[] }[];
  const byType = Object.fromEntries(list.map((stream) => [stream.type, stream]));
  return { detail, streams: { ...streams, body: byType } };
}

describe.skipIf(!isThere)('recorded answers', () => {
  test('of eight years parse, every one, and become plausible activities', () => {
    const listed = stravaAnswers.activityPage.parse(
      read('strava-api-dblock/athlete_activities_slim.json'),
    );
    expect(listed).toHaveLength(1132);
    expect(listed.filter((one) => one.averageHeartRate !== null)).toHaveLength(1032);
    const facts = listed.map((one) => factsFromStrava(one));
    expect(facts.filter((one) => one === null)).toEqual([]);
    const elsewhere = facts.filter((one) => one?.localDay !== one?.startedAt.slice(0, 10));
    expect(elsewhere).toHaveLength(32);
  });

  test('of single activities, athlete, tokens and subscriptions parse', async () => {
    for (const name of ['activity', 'activity_ride']) {
      play(dblock(name)[0]);
      expect((await client().activity('token', '1')).ok).toBe(true);
    }
    play(dblock('athlete')[0]);
    expect((await client().athleteId('token')).ok).toBe(true);
    play(dblock('athlete_activities_december_2018')[0]);
    const page = await client().activityPage('token', 1);
    expect(page.ok && page.value.length).toBeGreaterThan(0);
    play(dblock('oauth_token_authorization_code')[0]);
    expect((await client().exchangeCode('code')).ok).toBe(true);
    play(dblock('oauth_token_refresh_token')[0]);
    expect(await client().refresh('token')).not.toBeNull();
    play(dblock('webhooks_push_subscriptions')[0]);
    expect(await client().subscriptions()).toHaveLength(1);
    play(dblock('webhooks_no_push_subscriptions')[0]);
    expect(await client().subscriptions()).toEqual([]);
    play(dblock('webhooks_create_push_subscription')[0]);
    expect((await client().subscribe('http://x', 'y')).id).toBeGreaterThan(0);
    play(dblock('webhooks_delete_push_subscription')[0]);
    await client().unsubscribe(1);
  });

  test('of refusals are understood by status and triple, or left to another attempt', async () => {
    play(dblock('activity_with_ratelimit_exceeded')[0]);
    expect(await client().activity('token', '1')).toMatchObject({ refusal: 'rate-limited' });
    play(dblock('not_found_error')[0]);
    expect(await client().activity('token', '1')).toMatchObject({ refusal: 'not-found' });
    play(dblock('oauth_token_invalid_code')[0]);
    expect(await client().exchangeCode('code')).toMatchObject({ refusal: 'code-invalid' });
    play(dblock('authorization_error')[0]);
    await expect(client().activity('token', '1')).rejects.toThrow('Strava answered 401');
    play(dblock('oauth_token_invalid_client')[0]);
    await expect(client().refresh('token')).rejects.toThrow('Strava answered 4');
  });

  test('count calls up until the window turns and goes on for the day, as the budget expects', () => {
    const pages = dblock('paging_and_ratelimit_headers_2025-10-20') as unknown as Record<
      string,
      unknown
    >[];
    const usages = pages.map((page) => {
      const named = Object.entries(page).filter(([name]) => name.startsWith('X-'));
      return usageFromHeaders(new Headers(named as [string, string][]));
    });
    expect(usages.every((usage) => usage?.quarter.limit === 100)).toBe(true);
    const used = usages.map((usage) => usage?.quarter.used ?? 0);
    const drops = used.filter((count, i) => i > 0 && count < (used[i - 1] ?? 0));
    expect(drops).toHaveLength(1);
    const perDay = usages.map((usage) => usage?.day.used ?? 0);
    expect(perDay.every((count, i) => i === 0 || count > (perDay[i - 1] ?? 0))).toBe(true);
  });

  test('of an activity with streams give the average heart rate that Strava gives, to 0.1 bpm', async () => {
    const { detail, streams } = recordedRide();
    play(detail);
    const activity = await client().activity('token', '1');
    play(streams);
    const answer = await client().streams('token', '1');
    if (!activity.ok || !answer.ok || answer.value === null) throw new Error('both parse');
    const heartRate = heartRateFromStreams(answer.value);
    const average = activity.value.averageHeartRate ?? 0;
    expect(Math.abs((heartRate?.avgBpm ?? 0) - average)).toBeLessThanOrEqual(0.1);
    expect(histogramMeanBpm(heartRate!.histogram!)).toBeCloseTo(average, 1);
  });

  test('weigh the same to 1e-9 when the streams are resampled without changing the histogram', () => {
    const { detail, streams } = recordedRide();
    const activity = stravaAnswers.activity.parse(detail.body);
    const recorded = stravaAnswers.streams.parse(streams.body);
    const settings = defaultAthleteSettings('Europe/Berlin', '2026-01-01T00:00:00.000Z');
    const trimp = (samples: NonNullable<typeof recorded>) => {
      const facts = factsFromStrava(activity, heartRateFromStreams(samples));
      if (facts === null) throw new Error('the recorded ride is plausible');
      return scoreActivity(facts, NO_ANNOTATION, settings);
    };
    const once = trimp(recorded!);
    const { timesS, heartRates, moving } = recorded!;
    const denser = {
      timesS: [] as number[],
      heartRates: [] as (number | null)[],
      moving: [] as boolean[],
    };
    timesS.forEach((second, i) => {
      const next = Math.min(timesS[i + 1] ?? second, second + 30);
      for (const share of next > second ? [0, 0.25, 0.5] : [0]) {
        denser.timesS.push(second + share * (next - second));
        denser.heartRates.push(heartRates[i] ?? null);
        denser.moving.push(moving?.[i] ?? true);
      }
      const after = timesS[i + 1];
      if (after !== undefined && after > next) {
        denser.timesS.push(next);
        denser.heartRates.push(null);
        denser.moving.push(false);
      }
    });
    const again = trimp(denser);
    expect(once.trimpMethod).toBe('stream');
    expect(denser.timesS.length).toBeGreaterThan(2.5 * timesS.length);
    expect(Math.abs((again.trimp ?? 0) - (once.trimp ?? 0))).toBeLessThan(1e-9);
  });
});
