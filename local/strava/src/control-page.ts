import { escapeHtml, pageFrame } from './page-frame.ts';
import { limitsForCapacity } from './rate-windows.ts';
import type { SandboxActivity } from './sandbox-activity.ts';
import type { SandboxAthlete } from './sandbox-athlete.ts';
import type { SandboxWorld } from './sandbox-world.ts';
import { utcOffsetS } from './wall-clock.ts';

const SHOWN = 12;
const SPORT_CHOICES = ['Run', 'TrailRun', 'Ride', 'Swim', 'Hike', 'WeightTraining', 'NordicSki'];

const clockTime = (ms: number) => new Date(ms).toISOString().slice(11, 19);
const button = (verb: string, label: string, fields: Record<string, string | number>) =>
  `<form method="post" action="/sandbox/${verb}">${Object.entries(fields)
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${name}" value="${escapeHtml(String(value))}">`,
    )
    .join('')}<button class="quiet inline">${escapeHtml(label)}</button></form>`;

function activityRow(activity: SandboxActivity): string {
  const local = new Date(activity.startMs + utcOffsetS(activity.timeZone, activity.startMs) * 1000);
  const ids = { id: activity.id, athleteId: activity.athleteId };
  return `<tr><td>${local.toISOString().slice(0, 16).replace('T', ' ')}</td>
    <td>${escapeHtml(activity.name)} <span class="small soft">${escapeHtml(activity.sportType)}${
      activity.onlyMe ? ', only you' : ''
    }</span></td>
    <td class="right">${Math.round(activity.movingTimeS / 60)} min</td>
    <td class="right">${activity.averageHeartRate === null ? '–' : `${activity.averageHeartRate} bpm`}</td>
    <td class="right">${button('edit', 'Rename', { ...ids, name: `${activity.name} (renamed)` })}
      ${button('edit', activity.onlyMe ? 'Show' : 'Hide', { ...ids, onlyMe: String(!activity.onlyMe) })}
      ${button('delete', 'Delete', ids)}</td></tr>`;
}

function addForm(athlete: SandboxAthlete): string {
  const sports = SPORT_CHOICES.map((sport) => `<option>${sport}</option>`).join('');
  return `<section class="card"><h2>Add an activity that ended just now</h2>
    <form class="row" method="post" action="/sandbox/add">
    <input type="hidden" name="athleteId" value="${athlete.id}">
    <label class="field">Name <input type="text" name="name" value="Lunch run" maxlength="200"></label>
    <label class="field">Sport <select name="sportType">${sports}</select></label>
    <label class="field">Minutes <input type="number" name="minutes" value="45" min="1" max="1440"></label>
    <label class="field">Kilometres <input type="number" name="kilometres" value="8.2" step="0.1" min="0"></label>
    <label class="field">Heart rate <input type="number" name="averageHeartRate" value="146" max="220"></label>
    <button>Add now</button></form></section>`;
}

function limitsCard(world: SandboxWorld): string {
  const { quarter, day } = world.windows.current();
  const { application } = world;
  const limits = application.limits ?? limitsForCapacity(application.capacity);
  const gauge = (label: string, used: number, most: number) =>
    `<p>${label}: ${used} of ${most}<br><meter max="${most}" value="${used}" high="${most * 0.9}"
      aria-label="${label}"></meter></p>`;
  return `<section class="card"><h2>Rate limits (reads)</h2>
    ${gauge('This quarter of an hour', quarter.calls, limits.read[0])}
    ${gauge('Today, UTC', day.calls, limits.read[1])}
    <p class="small soft">${quarter.refused} refused in this window. Capacity: ${
      application.capacity
    } athletes.</p></section>`;
}

function faultsCard(world: SandboxWorld): string {
  const faults = world.faults
    .list()
    .map(
      (fault) => `<li>${escapeHtml(`${fault.kind} on ${fault.path}, ${fault.probability}`)}</li>`,
    )
    .join('');
  return `<section class="card"><h2>Make something go wrong</h2>
    <form class="row" method="post" action="/sandbox/fault">
    <label class="field">What <select name="kind"><option value="status">answers 503</option>
      <option value="delay">answers 3 s late</option><option value="truncate">answer cut off</option>
      <option value="reset">connection reset</option></select></label>
    <label class="field">Times <input type="number" name="times" value="3" min="1"></label>
    <button class="quiet">Add</button></form>
    ${faults === '' ? '<p class="small soft">Nothing is broken on purpose.</p>' : `<ul>${faults}</ul>`}
    ${faults === '' ? '' : button('clear-faults', 'Mend everything', {})}</section>`;
}

function deliveriesCard(world: SandboxWorld): string {
  const rows = world.deliveries.log
    .slice(-8)
    .reverse()
    .map(
      ({ atMs, event, attempts, status }) =>
        `<tr><td>${clockTime(atMs)}</td><td>${event.object_type} ${event.aspect_type}</td>
        <td class="right">${status ?? 'no answer'}, attempt ${attempts}</td></tr>`,
    )
    .join('');
  const callback = world.saved.subscription?.callbackUrl;
  const target =
    callback === undefined ? 'nobody has subscribed' : `to ${new URL(callback).host}, subscribed`;
  return `<section class="card"><h2>Events sent</h2><p class="small soft">${escapeHtml(target)}</p>
    <div class="scroll"><table><tbody>${rows}</tbody></table></div></section>`;
}

/** The sandbox's own page: look at an athlete, change their training, break things. */
export function controlPage(world: SandboxWorld, chosen: string | null): string {
  const athlete = world.athletes.find((one) => String(one.id) === chosen) ?? world.athletes[0];
  if (!athlete) return pageFrame('Nobody here', '<p>This sandbox has no athletes.</p>', 'narrow');
  const links = world.athletes
    .map(
      (one) =>
        `<a href="/?athlete=${one.id}"${one === athlete ? ' aria-current="page"' : ''}>${escapeHtml(
          `${one.firstName} ${one.lastName}`,
        )}</a>`,
    )
    .join('');
  const activities = world.training.list(athlete.id);
  const grant = world.book.grants.get(athlete.id);
  const connection = grant
    ? `Connected with ${escapeHtml(grant.scope.join(', '))}. ${button(
        'deauthorize',
        'Revoke access',
        {
          athleteId: athlete.id,
        },
      )}`
    : 'Not connected to any application.';
  return pageFrame(
    `${athlete.firstName} ${athlete.lastName}`,
    `<nav aria-label="Athletes">${links}</nav>
    <h1>${escapeHtml(`${athlete.firstName} ${athlete.lastName}`)}</h1>
    <p class="soft">${escapeHtml(athlete.about)}. ${activities.length.toLocaleString('en')} activities.
      ${connection}</p>
    ${addForm(athlete)}
    <section class="card"><h2>Latest activities</h2><table class="stacked">
      <thead><tr><th>Start, local</th><th>Activity</th><th class="right">Moving</th>
      <th class="right">Heart rate</th><th class="right">Change it</th></tr></thead>
      <tbody>${activities.slice(0, SHOWN).map(activityRow).join('')}</tbody></table></section>
    <div class="columns">${limitsCard(world)}${faultsCard(world)}${deliveriesCard(world)}</div>`,
    'wide',
  );
}
