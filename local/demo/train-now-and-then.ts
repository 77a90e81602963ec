import type { Stack } from '../runner/run-stack.ts';
import { DEMO_ATHLETE } from './demo-account.ts';

const FIRST_AFTER_MS = 3 * 60_000;
const EVERY_MS = 6 * 3_600_000;

/**
 * Lets the demo athlete come home from an easy run a few minutes after the start and a few times a
 * day from then on, beside the training the sandbox lets happen on its own: whoever watches the
 * dashboard sees a webhook move it.
 */
export function trainNowAndThen({ ports }: Stack): void {
  const run = () => {
    void fetch(`http://127.0.0.1:${ports.strava}/sandbox/add`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        athleteId: String(DEMO_ATHLETE.stravaAthleteId),
        name: 'Easy round with the dog',
        sportType: 'Run',
        minutes: '24',
        kilometres: '3.8',
        averageHeartRate: '118',
      }),
      // The sandbox may be starting again just now; there will be other days.
    }).catch(() => undefined);
  };
  setTimeout(() => {
    run();
    setInterval(run, EVERY_MS).unref();
  }, FIRST_AFTER_MS).unref();
}
