import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { freshAccessToken } from '../../../functions/src/use-cases/strava/fresh-access-token.ts';
import { ANNA, connectAndSync, stravaWorld } from '../strava-world.ts';

const READER = fileURLToPath(new URL('./read-long-stream.ts', import.meta.url));
const LIMIT_MB = 100;

test('a recording of six days at a sample a second is read in less than 100 MB', async () => {
  const world = await stravaWorld();
  try {
    await connectAndSync(world, 'anna', ANNA.id);
    const day = 86_400;
    const long = world.sandbox.world.addActivity(ANNA.id, { movingTimeS: 6 * day });
    const { value } = await freshAccessToken(world.ports, 'anna');
    const { stdout } = await promisify(execFile)(process.execPath, [
      `--max-old-space-size=${LIMIT_MB}`,
      READER,
      world.sandbox.apiBase,
      value,
      String(long.id),
    ]);
    const told = JSON.parse(stdout) as { samples: number; avgBpm: number; most: number };
    expect(told.samples).toBeGreaterThan(6 * day * 0.2);
    expect(told.avgBpm).toBeCloseTo(long.averageHeartRate ?? 0, 1);
    expect(told.most).toBeLessThan(LIMIT_MB * 1_000_000);
  } finally {
    await world.stop();
  }
});
