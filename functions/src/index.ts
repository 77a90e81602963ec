import { cloudEvent, http } from '@google-cloud/functions-framework';
import { productionPorts } from './container.ts';
import { api } from './handlers/api/api.ts';
import { onAthleteData } from './handlers/on-athlete-data.ts';
import { onInbox } from './handlers/on-inbox.ts';
import { recomputeMetrics } from './handlers/recompute-metrics.ts';

http('api', async (request, response) => api(await productionPorts(), request, response));
cloudEvent('on-inbox', async (event: unknown) => onInbox(await productionPorts(), event));
cloudEvent('on-athlete-data', async (event: unknown) =>
  onAthleteData(await productionPorts(), event),
);
http('recompute-metrics', async (request, response) =>
  recomputeMetrics(await productionPorts(), request, response),
);
