import { controlPage } from './control-page.ts';
import type { Fault } from './fault-injection.ts';
import { redirect, sendJson, sendPage, type Exchange } from './http-exchange.ts';
import type { SandboxActivity } from './sandbox-activity.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** Details of an activity from a form or JSON; what is not given keeps its default. */
function detailsFrom(fields: URLSearchParams): Partial<SandboxActivity> {
  const details: Partial<SandboxActivity> = {};
  const number = (name: string) => {
    const value = fields.get(name);
    return value === null || value === '' || !Number.isFinite(Number(value)) ? null : Number(value);
  };
  const name = fields.get('name');
  const sport = fields.get('sportType');
  const minutes = number('minutes');
  const kilometres = number('kilometres');
  const heartRate = number('averageHeartRate');
  if (name !== null && name !== '') details.name = name.slice(0, 200);
  if (sport !== null && sport !== '') details.sportType = sport;
  if (minutes !== null && minutes > 0) details.movingTimeS = Math.round(minutes * 60);
  if (kilometres !== null && kilometres >= 0) details.distanceM = kilometres * 1000;
  if (heartRate !== null && heartRate > 30) {
    details.averageHeartRate = heartRate;
    details.maxHeartRate = Math.min(230, heartRate + 19);
  } else if (fields.has('averageHeartRate')) {
    details.averageHeartRate = null;
    details.maxHeartRate = null;
  }
  if (fields.has('onlyMe')) details.onlyMe = fields.get('onlyMe') === 'true';
  return details;
}

function faultFrom(fields: URLSearchParams): Partial<Fault> & Pick<Fault, 'kind'> {
  const kind = fields.get('kind') ?? 'status';
  const known = kind === 'delay' || kind === 'truncate' || kind === 'reset' ? kind : 'status';
  return {
    kind: known,
    path: fields.get('path') ?? '/api/v3',
    probability: Number(fields.get('probability') ?? 1),
    times: fields.has('times') && fields.get('times') !== '' ? Number(fields.get('times')) : null,
    status: Number(fields.get('status') ?? 503),
    delayMs: Number(fields.get('delayMs') ?? 3000),
  };
}

function act(world: SandboxWorld, verb: string, fields: URLSearchParams): unknown {
  const id = Number(fields.get('id'));
  switch (verb) {
    case 'add':
      return world.addActivity(Number(fields.get('athleteId')), detailsFrom(fields));
    case 'edit':
      return world.editActivity(id, detailsFrom(fields));
    case 'delete':
      world.deleteActivity(id);
      return {};
    case 'deauthorize':
      world.deauthorize(Number(fields.get('athleteId')));
      return {};
    case 'fault':
      world.faults.add(faultFrom(fields));
      return world.faults.list();
    case 'clear-faults':
      world.faults.clear();
      return [];
    case 'application':
      world.application.ownerSubscribed = fields.get('ownerSubscribed') !== 'false';
      return { ownerSubscribed: world.application.ownerSubscribed };
    default:
      throw new RangeError(`the sandbox cannot ${verb}`);
  }
}

/**
 * The sandbox's own page at `/`, and `POST /sandbox/{verb}` behind its buttons: forms are sent back
 * to the page, JSON is answered with JSON.
 */
export function answerControlCall(world: SandboxWorld, exchange: Exchange): void {
  const { url, method, headers, fields } = exchange;
  if (method === 'GET' && url.pathname === '/') {
    sendPage(exchange, 200, controlPage(world, url.searchParams.get('athlete')));
    return;
  }
  const verb = /^\/sandbox\/([a-z-]+)$/.exec(url.pathname)?.[1];
  if (method !== 'POST' || verb === undefined) {
    sendJson(exchange, 404, { message: 'The sandbox has no such page; its own page is at /.' });
    return;
  }
  try {
    const result = act(world, verb, fields);
    if (headers['content-type']?.includes('json') === true) sendJson(exchange, 200, result);
    else redirect(exchange, `/?athlete=${fields.get('athleteId') ?? ''}`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    sendJson(exchange, 400, { message: error.message });
  }
}
