import { consentPage, refusalPage } from './consent-page.ts';
import { SCOPES } from './grants.ts';
import { redirect, sendFault, sendJson, sendPage, type Exchange } from './http-exchange.ts';
import type { SandboxWorld } from './sandbox-world.ts';

const LOOPBACK = ['localhost', '127.0.0.1'];

export interface ConsentRequest {
  clientId: string;
  redirectUri: string;
  scope: string[];
  state: string | null;
}

/** The request for consent, or what is wrong with it. */
function consentRequest(world: SandboxWorld, fields: URLSearchParams): ConsentRequest | string {
  const clientId = fields.get('client_id') ?? '';
  const redirectUri = fields.get('redirect_uri') ?? '';
  const scope = (fields.get('scope') ?? '').split(',').filter((one) => one !== '');
  if (clientId !== world.application.clientId) return 'client_id: no such application';
  if (!URL.canParse(redirectUri)) return 'redirect_uri: not an address';
  if (!LOOPBACK.includes(new URL(redirectUri).hostname)) {
    return 'redirect_uri: outside the callback domain of the application';
  }
  if (fields.get('response_type') !== 'code') return 'response_type: must be code';
  const unknown = scope.filter((one) => !(SCOPES as readonly string[]).includes(one));
  if (scope.length === 0 || unknown.length > 0) return 'scope: missing or unknown';
  return { clientId, redirectUri, scope, state: fields.get('state') };
}

function backTo(request: ConsentRequest, answer: Record<string, string>): string {
  const url = new URL(request.redirectUri);
  url.searchParams.set('state', request.state ?? '');
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return url.href;
}

function authorize(world: SandboxWorld, exchange: Exchange): void {
  const request = consentRequest(world, exchange.url.searchParams);
  if (typeof request === 'string') sendPage(exchange, 400, refusalPage(request));
  else sendPage(exchange, 200, consentPage(world, request));
}

function consent(world: SandboxWorld, exchange: Exchange): void {
  const { fields } = exchange;
  const request = consentRequest(world, fields);
  if (typeof request === 'string') return sendPage(exchange, 400, refusalPage(request));
  if (fields.get('decision') !== 'authorize') {
    return redirect(exchange, backTo(request, { error: 'access_denied' }));
  }
  const athleteId = Number(fields.get('athlete_id'));
  if (!world.athletes.some((one) => one.id === athleteId)) {
    return sendPage(exchange, 400, refusalPage('athlete_id: choose one of the athletes'));
  }
  const { grants } = world.book;
  if (!grants.has(athleteId) && grants.size >= world.application.capacity) {
    const reached = 'This application has reached its limit of connected athletes.';
    return sendPage(exchange, 403, refusalPage(reached));
  }
  const ticked = fields.getAll('granted');
  const scope = request.scope.filter((one) => one === 'read' || ticked.includes(one));
  const code = world.book.newCode(athleteId, scope);
  redirect(exchange, backTo(request, { code, scope: scope.join(',') }));
}

function token(world: SandboxWorld, exchange: Exchange): void {
  const { fields } = exchange;
  const grantType = fields.get('grant_type');
  if (fields.get('client_id') !== world.application.clientId || grantType === null) {
    return sendFault(exchange, 400, ['Application', 'client_id', 'invalid']);
  }
  if (fields.get('client_secret') !== world.application.clientSecret) {
    return sendFault(exchange, 401, ['Application', '', 'invalid']);
  }
  if (grantType === 'refresh_token') {
    const tokens = world.book.refresh(fields.get('refresh_token') ?? '');
    if (!tokens) return sendFault(exchange, 400, ['RefreshToken', 'refresh_token', 'invalid']);
    world.save();
    return sendJson(exchange, 200, tokens);
  }
  const exchanged = world.book.exchange(fields.get('code') ?? '');
  if (!exchanged) return sendFault(exchange, 400, ['AuthorizationCode', 'code', 'invalid']);
  world.save();
  const athlete = world.athletes.find((one) => one.id === exchanged.athleteId);
  sendJson(exchange, 200, {
    ...exchanged.tokens,
    athlete: {
      id: exchanged.athleteId,
      resource_state: 2,
      firstname: athlete?.firstName,
      lastname: athlete?.lastName,
    },
  });
}

function revoke(world: SandboxWorld, exchange: Exchange): void {
  const { clientId, clientSecret } = world.application;
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  if (exchange.headers.authorization !== basic) {
    return sendJson(exchange, 401, { message: 'Authorization Error', errors: [] });
  }
  const value = exchange.fields.get('token');
  if (value === null) return sendFault(exchange, 400, ['Token', 'token', 'missing']);
  const grant = world.book.byAnyToken(value);
  if (grant) world.deauthorize(grant.athleteId, world.behaviour.eventOnRevoke);
  sendJson(exchange, 200, null);
}

function deauthorize(world: SandboxWorld, exchange: Exchange): void {
  const accessToken = (exchange.headers.authorization ?? '').replace(/^Bearer /, '');
  const grant = world.book.byAccessToken(accessToken);
  if (!grant) return sendFault(exchange, 401, ['Athlete', 'access_token', 'invalid']);
  world.deauthorize(grant.athleteId, world.behaviour.eventOnRevoke);
  sendJson(exchange, 200, { access_token: accessToken });
}

/** The OAuth host: everything below `/oauth/`. */
export const OAUTH_ROUTES: Record<string, (world: SandboxWorld, exchange: Exchange) => void> = {
  'GET /oauth/authorize': authorize,
  'GET /oauth/mobile/authorize': authorize,
  'POST /oauth/consent': consent,
  'POST /oauth/token': token,
  'POST /oauth/revoke': revoke,
  'POST /oauth/deauthorize': deauthorize,
};
