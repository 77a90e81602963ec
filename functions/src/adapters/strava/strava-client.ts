import type { z } from 'zod';
import { ServiceError } from '../../errors/service-error.ts';
import type { StravaAnswer, StravaApi, StravaRefusal, StravaTokens } from '../../ports/strava.ts';
import { faultsIn, stravaAnswers } from './strava-answers.ts';
import { stravaRequest, type StravaResponse } from './strava-request.ts';
import { usageFromHeaders } from './usage-from-headers.ts';

const ACTIVITIES_PER_PAGE = 200;

export interface StravaClientSettings {
  /** With its prefix, as in `https://www.strava.com/api/v3`. */
  apiBase: string;
  oauthBase: string;
  clientId: string;
  clientSecret: string;
}

const REFUSALS: Record<string, StravaRefusal> = {
  '401 Athlete/access_token/invalid': 'token-invalid',
  '403 Application/Status/Inactive': 'application-inactive',
};

function refusalFrom({ status, body }: StravaResponse): StravaRefusal | null {
  if (status === 429) return 'rate-limited';
  if (status === 404) return 'not-found';
  for (const fault of faultsIn(body)) {
    const refusal = REFUSALS[`${status} ${fault}`];
    if (refusal) return refusal;
    if (status === 401 && /^AccessToken\/.*_permission\/missing$/.test(fault))
      return 'scope-missing';
  }
  return null;
}

function unexpected(response: StravaResponse, asked: string): ServiceError {
  const faults = faultsIn(response.body).join(', ');
  const what = faults === '' ? '' : ` (${faults})`;
  return new ServiceError(
    'upstream-unavailable',
    `Strava answered ${response.status}${what} to ${asked}.`,
  );
}

function parsed<T>(schema: z.ZodType<T>, response: StravaResponse, asked: string): T {
  const result = schema.safeParse(response.body);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.') ?? '';
  throw new ServiceError(
    'upstream-unavailable',
    `Strava's answer to ${asked} is odd at ${field}.`,
    {
      cause: result.error,
    },
  );
}

/** Strava's HTTP interface. Tokens go in headers only; API and OAuth are two hosts. */
export function stravaClient(settings: StravaClientSettings): StravaApi {
  const { apiBase, oauthBase, clientId, clientSecret } = settings;
  const application = { client_id: clientId, client_secret: clientSecret };

  async function ask<T>(
    accessToken: string,
    path: string,
    schema: z.ZodType<T>,
  ): Promise<StravaAnswer<T>> {
    const headers = { Authorization: `Bearer ${accessToken}` };
    const asked = path.split('?')[0] ?? path;
    const response = await stravaRequest(`${apiBase}${path}`, { headers });
    const usage = usageFromHeaders(response.headers);
    if (response.status === 200) {
      return { usage, ok: true, value: parsed(schema, response, asked) };
    }
    const refusal = refusalFrom(response);
    if (refusal === null) throw unexpected(response, asked);
    return { usage, ok: false, refusal };
  }

  const post = (url: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    stravaRequest(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  const token = (form: Record<string, string>) =>
    post(`${oauthBase}/oauth/token`, { ...application, ...form });
  const tokensFrom = (answer: z.infer<typeof stravaAnswers.tokens>): StravaTokens => ({
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAtS: answer.expires_at,
  });
  const subscriptions = `${apiBase}/push_subscriptions`;
  const applicationQuery = new URLSearchParams(application).toString();

  return {
    authorizeUrl({ redirectUri, scope, state }) {
      const query = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        approval_prompt: 'auto',
        scope,
        state,
      });
      return `${oauthBase}/oauth/authorize?${query.toString()}`;
    },

    async exchangeCode(code) {
      const response = await token({ code, grant_type: 'authorization_code' });
      if (response.status === 200) {
        const answer = parsed(stravaAnswers.exchange, response, 'the code');
        return { ok: true, tokens: tokensFrom(answer), athleteId: String(answer.athlete.id) };
      }
      const isCode = (fault: string) => /^(AuthorizationCode|RequestToken)\/code\//.test(fault);
      if (faultsIn(response.body).some(isCode)) return { ok: false, refusal: 'code-invalid' };
      if (response.status === 403) return { ok: false, refusal: 'over-capacity' };
      throw unexpected(response, 'the code');
    },

    async refresh(refreshToken) {
      const response = await token({ grant_type: 'refresh_token', refresh_token: refreshToken });
      if (response.status === 200) {
        return tokensFrom(parsed(stravaAnswers.tokens, response, 'the refresh'));
      }
      const isDead = (fault: string) => fault === 'RefreshToken/refresh_token/invalid';
      if (response.status === 400 && faultsIn(response.body).some(isDead)) return null;
      throw unexpected(response, 'the refresh');
    },

    async revoke(value) {
      const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
      const authorization = { Authorization: `Basic ${basic}` };
      const response = await post(`${oauthBase}/oauth/revoke`, { token: value }, authorization);
      if (response.status !== 200) throw unexpected(response, 'the revocation');
    },

    athleteId: (accessToken) => ask(accessToken, '/athlete', stravaAnswers.athlete),

    activityPage: (accessToken, page) =>
      ask(
        accessToken,
        `/athlete/activities?per_page=${ACTIVITIES_PER_PAGE}&page=${page}`,
        stravaAnswers.activityPage,
      ),

    activity: (accessToken, id) => ask(accessToken, `/activities/${id}`, stravaAnswers.activity),

    streams: (accessToken, id) =>
      ask(
        accessToken,
        `/activities/${id}/streams?keys=time,heartrate,moving&key_by_type=true`,
        stravaAnswers.streams,
      ),

    async subscriptions() {
      const response = await stravaRequest(`${subscriptions}?${applicationQuery}`, {});
      if (response.status !== 200) throw unexpected(response, 'the subscription');
      return parsed(stravaAnswers.subscriptions, response, 'the subscription');
    },

    async subscribe(callbackUrl, verifyToken) {
      const form = { ...application, callback_url: callbackUrl, verify_token: verifyToken };
      const response = await post(subscriptions, form);
      if (response.status !== 201) throw unexpected(response, 'the subscription');
      return parsed(stravaAnswers.subscription, response, 'the subscription');
    },

    async unsubscribe(id) {
      const url = `${subscriptions}/${id}?${applicationQuery}`;
      const response = await stravaRequest(url, { method: 'DELETE' });
      if (response.status !== 204) throw unexpected(response, 'the end of the subscription');
    },
  };
}
