import { activityDetail, activitySummary } from './activity-answer.ts';
import { streamsAnswer } from './activity-streams.ts';
import type { Grant } from './grants.ts';
import { sendFault, sendJson, type Exchange } from './http-exchange.ts';
import type { SandboxActivity } from './sandbox-activity.ts';
import type { SandboxWorld } from './sandbox-world.ts';

const READ_PERMISSION = ['AccessToken', 'activity:read_permission', 'missing'] as const;
const NOT_FOUND = ['Activity', 'id', 'not found'] as const;

interface Call {
  world: SandboxWorld;
  exchange: Exchange;
  grant: Grant;
  headers: Record<string, string>;
}

const mayRead = (grant: Grant) =>
  grant.scope.includes('activity:read') || grant.scope.includes('activity:read_all');
const maySee = (grant: Grant, activity: SandboxActivity) =>
  activity.athleteId === grant.athleteId &&
  (!activity.onlyMe || grant.scope.includes('activity:read_all'));

function athlete({ world, exchange, grant, headers }: Call): void {
  const person = world.athletes.find((one) => one.id === grant.athleteId);
  const summary = {
    id: grant.athleteId,
    resource_state: 2,
    firstname: person?.firstName,
    lastname: person?.lastName,
  };
  const detail = { resource_state: 3, weight: 68, ftp: null, measurement_preference: 'meters' };
  const sees = grant.scope.includes('profile:read_all');
  sendJson(exchange, 200, sees ? { ...summary, ...detail } : summary, headers);
}

function athleteZones({ world, exchange, grant, headers }: Call): void {
  if (!grant.scope.includes('profile:read_all')) {
    sendFault(exchange, 401, ['AccessToken', 'profile:read_permission', 'missing'], headers);
    return;
  }
  const maxHr = world.athletes.find((one) => one.id === grant.athleteId)?.maxHr ?? 185;
  const edges = [0, 0.6, 0.75, 0.82, 0.9].map((share) => Math.round(share * maxHr));
  const zones = edges.map((min, i) => ({ min, max: edges[i + 1] ?? -1 }));
  sendJson(exchange, 200, { heart_rate: { custom_zones: false, zones } }, headers);
}

/** Pages are cut before hidden activities are left out, so a page may be short or even empty. */
function activityList({ world, exchange, grant, headers }: Call): void {
  if (!mayRead(grant)) return sendFault(exchange, 401, READ_PERMISSION, headers);
  const query = exchange.url.searchParams;
  const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
  const [before, after] = [number('before', Infinity), number('after', -Infinity)];
  const perPage = Math.min(200, number('per_page', 30));
  const page = number('page', 1);
  if (!(perPage >= 1) || !(page >= 1)) {
    return sendFault(exchange, 400, ['Activity', 'per_page', 'invalid'], headers);
  }
  const listed = world.training
    .list(grant.athleteId)
    .filter((one) => one.startMs / 1000 < before && one.startMs / 1000 > after);
  if (query.has('after') && !query.has('before')) listed.reverse();
  const answer = listed
    .slice((page - 1) * perPage, page * perPage)
    .filter((one) => maySee(grant, one))
    .map(activitySummary);
  sendJson(exchange, 200, answer, headers);
}

function activity(call: Call, id: number, part: 'detail' | 'streams' | 'zones'): void {
  const { world, exchange, grant, headers } = call;
  if (!mayRead(grant)) return sendFault(exchange, 401, READ_PERMISSION, headers);
  const found = world.training.find(id);
  if (!found || !maySee(grant, found)) return sendFault(exchange, 404, NOT_FOUND, headers);
  if (part === 'detail') return sendJson(exchange, 200, activityDetail(found), headers);
  if (part === 'zones') return sendJson(exchange, 402, null, headers);
  const query = exchange.url.searchParams;
  const keys = (query.get('keys') ?? '').split(',').filter((key) => key !== '');
  const streams = streamsAnswer(found, query.get('key_by_type') === 'true' ? keys : []);
  if (!streams) return sendFault(exchange, 404, NOT_FOUND, headers);
  sendJson(exchange, 200, streams, headers);
}

/** The API host: counts the call, checks application and token, then answers. */
export function answerApiCall(world: SandboxWorld, exchange: Exchange, path: string): void {
  const allowed = world.windows.count();
  const headers = world.windows.headers();
  if (!allowed) {
    return sendFault(exchange, 429, ['Application', 'rate limit', 'exceeded'], headers);
  }
  if (!world.application.ownerSubscribed) {
    return sendFault(exchange, 403, ['Application', 'Status', 'Inactive'], headers);
  }
  const bearer = /^Bearer (.+)$/.exec(exchange.headers.authorization ?? '')?.[1] ?? '';
  const grant = world.book.byAccessToken(bearer);
  if (!grant) return sendFault(exchange, 401, ['Athlete', 'access_token', 'invalid'], headers);
  const call = { world, exchange, grant, headers };
  if (exchange.method === 'GET') {
    if (path === '/athlete') return athlete(call);
    if (path === '/athlete/zones') return athleteZones(call);
    if (path === '/athlete/activities') return activityList(call);
    const [, id, part] = /^\/activities\/(\d+)(?:\/(streams|zones))?$/.exec(path) ?? [];
    if (id !== undefined) {
      return activity(call, Number(id), part === 'streams' || part === 'zones' ? part : 'detail');
    }
  }
  sendFault(exchange, 404, ['Resource', 'path', 'not found'], headers);
}
