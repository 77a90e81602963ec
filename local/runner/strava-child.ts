// Serves the Strava sandbox on loopback:
//   node local/runner/strava-child.ts --port 4604 --data DIR --client-id 1 --client-secret s
import { parseArgs } from 'node:util';
import { startStravaSandbox } from '../strava/src/index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string', default: '' },
    'client-id': { type: 'string', default: '10001' },
    'client-secret': { type: 'string', default: 'sandbox-secret' },
  },
});

const sandbox = await startStravaSandbox({
  port: Number(values.port),
  ...(values.data === '' ? {} : { dataDir: values.data }),
  application: { clientId: values['client-id'], clientSecret: values['client-secret'] },
});
process.once('SIGTERM', () => {
  void sandbox.stop().then(() => process.exit(0));
});
