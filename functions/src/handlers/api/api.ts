import { pipeline } from 'node:stream/promises';
import type { Request, Response } from '@google-cloud/functions-framework';
import { isTimeZone } from '@training-monkey/training';
import { ServiceError } from '../../errors/service-error.ts';
import { parseInput } from '../../errors/parse-input.ts';
import type { Identity } from '../../ports/identity.ts';
import type { Ports } from '../../ports/ports.ts';
import { ensureAthlete } from '../../use-cases/athlete/ensure-athlete.ts';
import type { ApiAnswer, ApiRoute } from './api-route.ts';
import { findRoute } from './find-route.ts';
import { routes } from './routes.ts';
import { sendError } from './send-error.ts';

/** Answers `/api/**`: finds the route, knows who asks, checks the body, answers in JSON. */
export async function api(ports: Ports, request: Request, response: Response): Promise<void> {
  const startedMs = ports.now().getTime();
  const url = new URL(request.originalUrl, 'http://api');
  let uid: string | undefined;
  response.set('Cache-Control', 'no-store');
  try {
    const match = findRoute(routes, request.method, url.pathname);
    if (match.state === 'none') throw new ServiceError('not-found', 'There is no such address.');
    if (match.state === 'other-method') {
      response.set('Allow', match.allowed.join(', '));
      throw new ServiceError('not-found', `This address does not take ${request.method}.`);
    }
    const { route, params } = match;
    const identity = route.access === 'public' ? null : await identify(ports, route, request);
    uid = identity?.uid;
    const body = readBody(route, request);
    if (identity !== null) await ensureAthlete(ports, identity, timeZoneOf(request));
    const call = { identity, params, query: url.searchParams, headers: request.headers, body };
    await send(response, await route.run(ports, call));
  } catch (thrown) {
    sendError(ports, response, thrown, { function: 'api', athleteId: uid, route: url.pathname });
  }
  ports.log('INFO', 'answered', {
    function: 'api',
    athleteId: uid,
    method: request.method,
    path: url.pathname,
    status: response.statusCode,
    durationMs: ports.now().getTime() - startedMs,
  });
}

async function identify(ports: Ports, route: ApiRoute, request: Request): Promise<Identity> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new ServiceError('unauthenticated', 'Please sign in.');
  const identity = await ports.identities.identify(token);
  if (route.access === 'admin' && !identity.isAdmin) {
    throw new ServiceError('forbidden', 'This is for admins.');
  }
  return identity;
}

function readBody(route: ApiRoute, request: Request): unknown {
  if ((request.rawBody?.length ?? 0) > route.maxBodyBytes) {
    const message = `The body must not exceed ${route.maxBodyBytes} bytes.`;
    throw new ServiceError('too-large', message, { field: 'body' });
  }
  return parseInput(route.body, request.body);
}

/** The browser's time zone, for an athlete who is new; UTC until they choose. */
function timeZoneOf(request: Request): string {
  const zone = request.get('x-time-zone') ?? '';
  return zone.length <= 64 && isTimeZone(zone) ? zone : 'Etc/UTC';
}

async function send(
  response: Response,
  { status = 200, body, stream, headers = {} }: ApiAnswer,
): Promise<void> {
  response.status(status).set(headers);
  if (stream !== undefined) await pipeline(stream, response);
  else if (body === undefined) response.end();
  else response.json(body);
}
