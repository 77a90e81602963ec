import { describe, expect, test } from 'vitest';
import { readDeploymentManifest } from '../../local/runner/deployment-manifest.ts';
import {
  deploymentCommands,
  missingVariables,
  secretsOf,
  withSecrets,
} from './deployment-commands.ts';

const manifest = readDeploymentManifest('functions/deployment.json');
const target = {
  projectId: 'monkey-1',
  environment: { PUBLIC_BASE_URL: 'https://monkey.example', STRAVA_CLIENT_ID: '4711' },
};
const commands = deploymentCommands(manifest, target);
const lines = commands.map(({ program, args }) => [program, ...args].join(' '));
const deployLine = (name: string) =>
  lines.find((line) => line.startsWith(`gcloud functions deploy ${name} `)) ?? '';

describe('deploymentCommands', () => {
  test('deploys each function of the manifest once, then rules, indexes and the site', () => {
    const deployed = lines.filter((line) => line.startsWith('gcloud functions deploy '));
    expect(deployed).toHaveLength(manifest.functions.length);
    expect(lines.at(-1)).toBe('firebase deploy --only firestore,hosting --project monkey-1');
  });

  test('only what the manifest calls public answers to strangers', () => {
    for (const one of manifest.functions) {
      const open = one.kind === 'http' && one.public;
      expect(deployLine(one.name).includes(' --allow-unauthenticated')).toBe(open);
    }
  });

  test('each function gets just what the manifest lists for it, secrets by name', () => {
    for (const { name, environment, secrets } of manifest.functions) {
      const line = deployLine(name);
      for (const secret of ['STRAVA_CLIENT_SECRET', 'STRAVA_WEBHOOK_PATH_SECRET']) {
        expect(line.includes(`${secret}=${secret}:latest`)).toBe(secrets.includes(secret));
      }
      for (const [variable, value] of Object.entries(target.environment)) {
        expect(line.includes(`|${variable}=${value}`)).toBe(environment.includes(variable));
      }
    }
  });

  test('a function that listens to several patterns gets a trigger for each', () => {
    for (const one of manifest.functions) {
      if (one.kind !== 'event') continue;
      for (const document of one.documents) {
        const heard = lines.filter((line) => line.includes(`document=${document}`));
        expect(heard.some((line) => line.includes(one.name))).toBe(true);
      }
    }
  });

  test('the clock calls each scheduled function as the invoker', () => {
    for (const one of manifest.functions) {
      if (one.kind !== 'schedule') continue;
      const job = commands.find(({ args }) => args[0] === 'scheduler' && args[4] === one.name);
      expect(job?.args).toContain(`--schedule=${one.cron}`);
      expect(job?.otherwise?.slice(0, 4)).toEqual(['scheduler', 'jobs', 'create', 'http']);
    }
  });
});

describe('missingVariables', () => {
  test('names what must have a value and has none', () => {
    expect(missingVariables(target.environment)).toEqual([]);
    expect(missingVariables({ PUBLIC_BASE_URL: '' })).toEqual([
      'PUBLIC_BASE_URL',
      'STRAVA_CLIENT_ID',
    ]);
  });
});

describe('withSecrets', () => {
  const all = secretsOf(manifest);

  test('with all of them nothing is left out', () => {
    expect(withSecrets(manifest, all)).toEqual(manifest);
  });

  test('without a database the export stays away, without a key only the key does', () => {
    const some = all.filter((name) => name !== 'DATABASE_URL' && name !== 'ANTHROPIC_API_KEY');
    const left = withSecrets(manifest, some);
    const namesOf = ({ functions }: typeof manifest) => functions.map(({ name }) => name);
    expect(namesOf(left)).toEqual(namesOf(manifest).filter((name) => name !== 'export-postgres'));
    expect(secretsOf(left)).toEqual(some);
  });

  test('names a secret that must exist', () => {
    const some = all.filter((name) => name !== 'TOKEN_ENCRYPTION_KEYS');
    expect(() => withSecrets(manifest, some)).toThrow(/first: TOKEN_ENCRYPTION_KEYS$/);
  });
});

test('whoever sweeps the inbox has all that its work needs', () => {
  const given = (name: string) => {
    const one = manifest.functions.find((each) => each.name === name);
    return [...(one?.environment ?? []), ...(one?.secrets ?? [])].sort();
  };
  expect(given('on-inbox')).toContain('DATABASE_URL');
  for (const sweeper of ['recompute-metrics', 'sync-strava']) {
    expect(given(sweeper)).toEqual(given('on-inbox'));
  }
});
