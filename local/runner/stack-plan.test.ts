import { describe, expect, test } from 'vitest';
import { readDeploymentManifest } from './deployment-manifest.ts';
import { triggersOf } from './register-triggers.ts';
import { stackParts } from './stack-parts.ts';
import { functionsEnvironment, webConfiguration, type StackPorts } from './stack-plan.ts';

const manifest = readDeploymentManifest('functions/deployment.json');
const ports: StackPorts = {
  gateway: 1,
  firestore: 2,
  auth: 3,
  postgres: 4,
  strava: 5,
  vite: 6,
  relay: 7,
  functions: Object.fromEntries(manifest.functions.map(({ name }, index) => [name, 100 + index])),
};
const secrets = {
  STRAVA_WEBHOOK_PATH_SECRET: 'path',
  STRAVA_WEBHOOK_VERIFY_TOKEN: 'token',
  TOKEN_ENCRYPTION_KEYS: 'local:key',
};
const everything = { googleFirestore: false, postgres: true, sandbox: true, vite: false };

describe('triggersOf', () => {
  test('wires each document pattern of each event function to that function’s port', () => {
    const triggers = triggersOf(manifest, ports.functions);
    const wanted = manifest.functions.flatMap((one) =>
      one.kind === 'event' ? one.documents.map((document) => `${one.name} ${document}`) : [],
    );
    expect(wanted.length).toBeGreaterThan(1);
    expect(triggers.map(({ id, document }) => `${id.replace(/-\d+$/, '')} ${document}`)).toEqual(
      wanted,
    );
    for (const { id, url } of triggers) {
      expect(url).toBe(`http://127.0.0.1:${ports.functions[id.replace(/-\d+$/, '')]}/`);
    }
  });
});

describe('functionsEnvironment', () => {
  test('points at the sandbox until real credentials are given, and then nowhere near it', () => {
    const local = functionsEnvironment(ports, {}, secrets);
    expect(local['STRAVA_API_BASE']).toBe('http://127.0.0.1:5/api/v3');
    expect(local['PUBLIC_BASE_URL']).toBe('http://localhost:1');
    const mine = { STRAVA_CLIENT_ID: '4711', STRAVA_CLIENT_SECRET: 'a'.repeat(40) };
    const real = functionsEnvironment(ports, mine, secrets);
    expect(real['STRAVA_API_BASE']).toBeUndefined();
    expect(real['STRAVA_CLIENT_ID']).toBe('4711');
    expect(real['TOKEN_ENCRYPTION_KEYS']).toBe('local:key');
  });

  test('what a person configured wins, what is about a deployed project stays out', () => {
    const given = { DATABASE_URL: 'postgresql://elsewhere/db', PUBLIC_BASE_URL: 'https://x.app' };
    const environment = functionsEnvironment(ports, given, secrets);
    expect(environment['DATABASE_URL']).toBe('postgresql://elsewhere/db');
    expect(environment['PUBLIC_BASE_URL']).toBe('http://localhost:1');
  });

  test('gives the functions what the deployment file lists, as far as it is not optional', () => {
    const environment = functionsEnvironment(ports, {}, secrets);
    for (const name of manifest.functions.flatMap((one) => one.secrets)) {
      if (name !== 'ANTHROPIC_API_KEY') expect(environment).toHaveProperty(name);
    }
  });
});

describe('stackParts', () => {
  test('every part listens on loopback ports of the plan, each its own', () => {
    const parts = stackParts('.', '.data', manifest, ports, {}, everything);
    expect(parts.map(({ name }) => name)).toEqual([
      'Auth',
      'Functions',
      'Firestore',
      'PostgreSQL',
      'Strava sandbox',
    ]);
    expect(new Set(parts.map(({ port }) => port)).size).toBe(parts.length);
  });

  test('Google’s emulator takes the place of ours under the same rules', () => {
    const google = { ...everything, googleFirestore: true };
    const parts = stackParts('.', '.data', manifest, ports, {}, google);
    const firestore = parts.filter(({ name }) => name === 'Firestore');
    expect(firestore).toHaveLength(1);
    expect(firestore[0]?.args).toContain('firestore.rules');
    expect(firestore[0]?.args).toContain('127.0.0.1:7');
  });
});

describe('webConfiguration', () => {
  test('carries a demo login only when there is one to give', () => {
    expect(webConfiguration(ports, {})).not.toHaveProperty('demo');
    expect(webConfiguration(ports, { demo: { email: 'a', password: 'b' } })).toHaveProperty('demo');
  });
});
