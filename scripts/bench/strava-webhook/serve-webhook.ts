// Serves the webhook from its sources on a free port, as one process, and says which.
import type { AddressInfo } from 'node:net';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import '../../../functions/src/index.ts';

const server = getTestServer('strava-webhook');
server.listen(0, '127.0.0.1', () => {
  console.log(`port ${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => process.exit(0));
