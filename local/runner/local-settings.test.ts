import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readDeploymentManifest } from './deployment-manifest.ts';
import { readLocalSettings } from './local-settings.ts';

const SECRET = '0123456789abcdef0123456789abcdef01234567';

describe('readLocalSettings', () => {
  test('an absent file is fine: the sandbox needs nothing', () => {
    expect(readLocalSettings('', {})).toEqual({ ok: true, settings: {}, unknown: [] });
  });

  test('a blank value counts as none, as in a copied .env.example', () => {
    const read = readLocalSettings('STRAVA_CLIENT_ID=\nSTRAVA_CLIENT_SECRET=\n', {});
    expect(read).toEqual({ ok: true, settings: {}, unknown: [] });
  });

  test('the environment wins over the file', () => {
    const read = readLocalSettings('PORT=4700', { PORT: '4800' });
    expect(read.ok && read.settings.PORT).toBe(4800);
  });

  test.each([
    ['a port that is none', 'PORT=http', 'PORT must be a port number, such as 4600'],
    ['a port too high', 'PORT=70000', 'PORT must be between 1 and 65535'],
    [
      'an id without secret',
      'STRAVA_CLIENT_ID=4711',
      'STRAVA_CLIENT_SECRET is missing; real Strava needs both the id and the secret',
    ],
    [
      'a malformed secret',
      'STRAVA_CLIENT_ID=4711\nSTRAVA_CLIENT_SECRET=hunter2',
      'STRAVA_CLIENT_SECRET must be the 40 characters that Strava shows as secret',
    ],
    [
      'an address that is none',
      'STRAVA_API_BASE=strava',
      'STRAVA_API_BASE must be an address, such as https://www.strava.com',
    ],
  ])('names %s, never its value', (_claim, text, problem) => {
    const read = readLocalSettings(text, {});
    expect(read).toEqual({ ok: false, problems: [problem] });
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });

  test('real Strava is taken when both are right', () => {
    const read = readLocalSettings(`STRAVA_CLIENT_ID=4711\nSTRAVA_CLIENT_SECRET=${SECRET}`, {});
    expect(read.ok && read.settings.STRAVA_CLIENT_ID).toBe('4711');
  });

  test('points out a name it does not know', () => {
    const read = readLocalSettings('STRAVA_CLIENTID=4711', {});
    expect(read.ok && read.unknown).toEqual(['STRAVA_CLIENTID']);
  });

  test('knows every variable and secret that the functions are deployed with', () => {
    const { functions } = readDeploymentManifest('functions/deployment.json');
    const names = functions.flatMap(({ environment, secrets }) => [...environment, ...secrets]);
    const text = [...new Set(names)].map((name) => `${name}=`).join('\n');
    expect(readLocalSettings(text, {})).toEqual({ ok: true, settings: {}, unknown: [] });
  });

  test('.env.example explains every variable, and only those', () => {
    const example = readFileSync('.env.example', 'utf8');
    const uncommented = example.replaceAll(/^# ?(?=[A-Z_]+=)/gm, '');
    const read = readLocalSettings(uncommented, {});
    expect(read).toMatchObject({ ok: true, unknown: [] });
    for (const name of Object.keys(parseEnv(uncommented))) {
      expect(example).toMatch(new RegExp(`^# .*\\n(?:#.*\\n)*# ?${name}=$`, 'm'));
    }
  });
});
