import type { ConsentRequest } from './oauth-routes.ts';
import { escapeHtml, pageFrame } from './page-frame.ts';
import type { SandboxWorld } from './sandbox-world.ts';

const SCOPE_WORDS: Record<string, string> = {
  read_all: 'See private routes, segments and events',
  'profile:read_all': 'See the whole profile, heart-rate zones included',
  'profile:write': 'Change weight and starred segments',
  'activity:read': 'See activities, except those only you can see',
  'activity:read_all': 'See activities that only you can see, and privacy zones',
  'activity:write': 'Upload and change activities',
};

const hidden = (name: string, value: string) =>
  `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;

/** The page on which an athlete chooses what the application may read. */
export function consentPage(world: SandboxWorld, request: ConsentRequest): string {
  const athletes = world.athletes
    .map(
      (athlete, index) => `<label class="choice"><input type="radio" name="athlete_id"
        value="${athlete.id}"${index === 0 ? ' checked' : ''}>
        <span>${escapeHtml(`${athlete.firstName} ${athlete.lastName}`)}</span>
        <span class="small soft">${escapeHtml(athlete.about)}</span></label>`,
    )
    .join('');
  const scopes = request.scope
    .filter((scope) => scope !== 'read')
    .map(
      (scope) => `<label class="choice"><input type="checkbox" name="granted"
        value="${scope}" checked><span>${SCOPE_WORDS[scope] ?? scope}</span>
        <span class="small soft">${scope}</span></label>`,
    )
    .join('');
  const name = escapeHtml(world.application.name);
  return pageFrame(
    `Let ${world.application.name} read your training?`,
    `<form class="card" method="post" action="/oauth/consent">
      <h1>Let ${name} read your training?</h1>
      <p class="soft">On the real Strava you would be signed in. Here, choose who you are.</p>
      ${hidden('client_id', request.clientId)}${hidden('redirect_uri', request.redirectUri)}
      ${hidden('response_type', 'code')}${hidden('scope', request.scope.join(','))}
      ${request.state === null ? '' : hidden('state', request.state)}
      <fieldset><legend>Who are you?</legend>${athletes}</fieldset>
      <fieldset><legend>${name} would like to</legend>${scopes}</fieldset>
      <div class="row"><button name="decision" value="authorize">Authorize</button>
      <button class="quiet" name="decision" value="cancel">Cancel</button></div>
    </form>`,
    'narrow',
  );
}

/** A page that says why nothing can be allowed. */
export function refusalPage(reason: string): string {
  return pageFrame(
    'This did not work',
    `<div class="card"><h1>This did not work</h1><p class="warn">${escapeHtml(reason)}</p></div>`,
    'narrow',
  );
}
