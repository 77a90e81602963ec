import { cloudEvent, http } from '@google-cloud/functions-framework';
import { productionPorts } from './container.ts';
import { api } from './handlers/api/api.ts';
import { exportToPostgres } from './handlers/export-postgres.ts';
import { onAthleteData } from './handlers/on-athlete-data.ts';
import { onInbox } from './handlers/on-inbox.ts';
import { recomputeMetrics } from './handlers/recompute-metrics.ts';
import { stravaWebhook } from './handlers/strava-webhook.ts';
import { syncStrava } from './handlers/sync-strava.ts';
import { writeRecommendations } from './handlers/write-recommendations.ts';
import { readWebhookSecrets } from './strava-configuration.ts';

http('api', async (request, response) => api(await productionPorts(), request, response));
cloudEvent('on-inbox', async (event: unknown) => onInbox(await productionPorts(), event));
cloudEvent('on-athlete-data', async (event: unknown) =>
  onAthleteData(await productionPorts(), event),
);
http('recompute-metrics', async (request, response) =>
  recomputeMetrics(await productionPorts(), request, response),
);
http('sync-strava', async (request, response) =>
  syncStrava(await productionPorts(), request, response),
);
http('write-recommendations', async (request, response) =>
  writeRecommendations(await productionPorts(), request, response),
);
http('export-postgres', async (request, response) =>
  exportToPostgres(await productionPorts(), request, response),
);

let webhook: ReturnType<typeof stravaWebhook> | null = null;
http('strava-webhook', async (request, response) => {
  webhook ??= stravaWebhook(readWebhookSecrets(process.env));
  await webhook(await productionPorts(), request, response);
});
