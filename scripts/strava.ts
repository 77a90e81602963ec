// npm run strava -- subscribe | status | unsubscribe
// The application's one subscription to Strava's events. Reads the environment and `.env`.
import { existsSync } from 'node:fs';
import { stravaAccess } from '../functions/src/adapters/strava/strava-access.ts';
import {
  firestoreDatabase,
  firestoreStore,
} from '../functions/src/adapters/firestore/firestore-store.ts';
import { readConfiguration } from '../functions/src/configuration.ts';
import { ServiceError } from '../functions/src/errors/service-error.ts';
import {
  readStravaConfiguration,
  readWebhookSecrets,
} from '../functions/src/strava-configuration.ts';
import {
  eventSubscription,
  subscribeToEvents,
  unsubscribeFromEvents,
} from '../functions/src/use-cases/strava/subscribe-to-events.ts';

const USAGE = 'strava requires one of subscribe, status, unsubscribe';

function ports() {
  const strava = readStravaConfiguration(process.env);
  if (strava === null) {
    throw new RangeError('strava requires STRAVA_CLIENT_ID and STRAVA_CLIENT_SECRET, got neither');
  }
  const { projectId } = readConfiguration(process.env);
  return {
    store: firestoreStore(firestoreDatabase(projectId), () => undefined),
    now: () => new Date(),
    strava: stravaAccess(strava),
  };
}

async function run(verb: string | undefined): Promise<string> {
  switch (verb) {
    case 'subscribe': {
      const secrets = readWebhookSecrets(process.env);
      const there = ports();
      const callback = { ...secrets, publicBaseUrl: there.strava.publicBaseUrl };
      const { id } = await subscribeToEvents(there, callback);
      return `Subscription ${id} sends events to ${there.strava.publicBaseUrl}/strava/webhook/…`;
    }
    case 'status': {
      const subscription = await eventSubscription(ports());
      if (subscription === null) return 'There is no subscription. Without one, Strava is polled.';
      return `Subscription ${subscription.id} sends events to ${new URL(subscription.callbackUrl).host}.`;
    }
    case 'unsubscribe':
      return (await unsubscribeFromEvents(ports()))
        ? 'The subscription has ended.'
        : 'There was no subscription.';
    default:
      throw new RangeError(`${USAGE}, got ${verb ?? 'nothing'}`);
  }
}

if (existsSync('.env')) process.loadEnvFile('.env');
try {
  console.log(await run(process.argv[2]));
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof ServiceError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
