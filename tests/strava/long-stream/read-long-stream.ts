// Reads one activity's streams as the functions do, and says what that took:
//   node read-long-stream.ts API_BASE ACCESS_TOKEN ACTIVITY_ID
import { stravaClient } from '../../../functions/src/adapters/strava/strava-client.ts';
import { heartRateFromStreams } from '../../../functions/src/use-cases/strava/facts-from-strava.ts';

const [apiBase = '', accessToken = '', id = ''] = process.argv.slice(2);
const client = stravaClient({ apiBase, oauthBase: apiBase, clientId: '1', clientSecret: 's' });
await client.athleteId(accessToken);
const before = process.memoryUsage();
let most = 0;
const watching = setInterval(() => {
  const { heapUsed, external } = process.memoryUsage();
  most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
}, 5);
const answer = await client.streams(accessToken, id);
const { heapUsed, external } = process.memoryUsage();
most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
const heartRate = answer.ok && answer.value !== null ? heartRateFromStreams(answer.value) : null;
clearInterval(watching);
const samples = answer.ok ? (answer.value?.timesS.length ?? 0) : 0;
const resident = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ samples, avgBpm: heartRate?.avgBpm, most, resident }));
