import { stravaBudgetStatus } from '../../use-cases/strava/budget/budget-status.ts';
import { endLink } from '../../use-cases/strava/end-link.ts';
import { finishConnecting } from '../../use-cases/strava/finish-connecting.ts';
import { CALLBACK_PATH, startConnecting } from '../../use-cases/strava/start-connecting.ts';
import { CONNECT_OUTCOMES } from '../../use-cases/strava/strava-outcome.ts';
import { stravaOf } from '../../use-cases/strava/strava-of.ts';
import { adminRoute, athleteRoute, publicRoute, type ApiCall } from './api-route.ts';

/** The only cookie that Firebase Hosting lets through to a function. */
const COOKIE = '__session';

function cookieFrom(headers: ApiCall['headers']): string {
  const header = headers['cookie'];
  const cookies = (Array.isArray(header) ? header.join(';') : (header ?? '')).split(';');
  const own = cookies.map((one) => one.trim()).find((one) => one.startsWith(`${COOKIE}=`));
  return own?.slice(COOKIE.length + 1) ?? '';
}

function setCookie(publicBaseUrl: string, value: string, seconds: number): string {
  const secure = publicBaseUrl.startsWith('https:') ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/api/strava; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

export const stravaRoutes = [
  /** Answers where to go, since a link cannot carry the athlete's token. */
  athleteRoute({ method: 'GET', path: '/api/strava/connect' }, async (ports, { identity }) => {
    const { authorizeUrl, browserSecret } = await startConnecting(ports, identity.uid);
    const cookie = setCookie(stravaOf(ports).publicBaseUrl, browserSecret, 900);
    return { body: { authorizeUrl }, headers: { 'Set-Cookie': cookie } };
  }),

  /** Where Strava sends the athlete back to; goes on to the settings with how it ended. */
  publicRoute({ method: 'GET', path: CALLBACK_PATH }, async (ports, { query, headers }) => {
    const { publicBaseUrl } = stravaOf(ports);
    const outcome = await finishConnecting(ports, {
      state: query.get('state'),
      browserSecret: cookieFrom(headers),
      code: query.get('code'),
      scope: query.get('scope'),
      error: query.get('error'),
    });
    return {
      status: 303,
      body: { outcome, message: CONNECT_OUTCOMES[outcome] },
      headers: {
        Location: `${publicBaseUrl}/settings?strava=${outcome}`,
        'Set-Cookie': setCookie(publicBaseUrl, '', 0),
      },
    };
  }),

  athleteRoute({ method: 'POST', path: '/api/strava/disconnect' }, async (ports, { identity }) => {
    const wasLinked = await endLink(ports, identity.uid);
    const message = wasLinked
      ? 'Strava is disconnected. What came from it is being removed now.'
      : 'Strava was not connected.';
    return { status: wasLinked ? 202 : 200, body: { wasLinked, message } };
  }),

  /** For the admin page: how many calls are left, and whether Strava refuses the application. */
  adminRoute({ method: 'GET', path: '/api/strava/budget' }, async (ports) => ({
    body: await stravaBudgetStatus(ports),
  })),
];
