// `npm run deploy`: prints, and with a project named also runs, what brings this to Firebase.
import { spawnSync } from 'node:child_process';
import { parseArgs, parseEnv } from 'node:util';
import { readDeploymentManifest } from '../local/runner/deployment-manifest.ts';
import { readSettingsFile } from '../local/runner/local-settings.ts';
import {
  deploymentCommands,
  invokerAccount,
  missingVariables,
  secretsOf,
  withSecrets,
  type Command,
} from './deploy/deployment-commands.ts';
import { BUILDS, ensureBuilt } from './start/ensure-built.ts';

const HELP = `npm run deploy -- [--project ID] [--env FILE] [--dry-run]

  --project ID  Firebase project to deploy to; without it the commands are only printed
  --env FILE    where the values of the functions' variables are (.env.production)
  --dry-run     print the commands for that project and run none
`;

const values = optionsOrFail();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const manifest = readDeploymentManifest('functions/deployment.json');
const environment = parseEnv(readSettingsFile(values.env)) as Record<string, string>;
const dryRun = values['dry-run'] || values.project === undefined;
const projectId = values.project ?? 'PROJECT';

const missing = missingVariables(environment);
if (dryRun) {
  printPreparations();
  const shown = {
    ...Object.fromEntries(missing.map((name) => [name, `<${name}>`])),
    ...environment,
  };
  for (const { why, program, args, otherwise } of deploymentCommands(manifest, {
    projectId,
    environment: shown,
  })) {
    console.log(`# ${why}`);
    const command = [program, ...args].map(quoted).join(' ');
    const fallback = otherwise && [program, ...otherwise].map(quoted).join(' ');
    console.log(fallback === undefined ? command : `${command} \\\n  || ${fallback}`);
  }
  if (missing.length > 0)
    console.log(`\n# ${values.env} has no value yet for: ${missing.join(', ')}`);
  console.log('\n# Nothing was run. `npm run deploy -- --project ID` runs it.');
} else {
  if (missing.length > 0) {
    console.error(`${values.env} must give a value for: ${missing.join(', ')}`);
    process.exit(1);
  }
  try {
    const deployable = withSecrets(manifest, existingSecrets());
    for (const build of Object.values(BUILDS)) await ensureBuilt('.', build);
    for (const command of deploymentCommands(deployable, { projectId, environment })) run(command);
    console.log(`Deployed. The web app is at https://${projectId}.web.app`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

function optionsOrFail() {
  try {
    return parseArgs({
      options: {
        project: { type: 'string' },
        env: { type: 'string', default: '.env.production' },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    return process.exit(1);
  }
}

function printPreparations(): void {
  const account = invokerAccount(projectId);
  const [accountId] = account.split('@');
  console.log(`# Once, before the first deployment (see README.md, "Using it for real"):
gcloud services enable cloudfunctions.googleapis.com run.googleapis.com eventarc.googleapis.com \\
  cloudscheduler.googleapis.com secretmanager.googleapis.com firestore.googleapis.com --project=${projectId}
gcloud firestore databases create --location=${manifest.region} --project=${projectId}
gcloud iam service-accounts create ${accountId} --project=${projectId}
gcloud projects add-iam-policy-binding ${projectId} --member=serviceAccount:${account} --role=roles/eventarc.eventReceiver
gcloud projects add-iam-policy-binding ${projectId} \\
  --member=serviceAccount:$(gcloud projects describe ${projectId} --format='value(projectNumber)')-compute@developer.gserviceaccount.com \\
  --role=roles/secretmanager.secretAccessor`);
  for (const name of secretsOf(manifest)) {
    console.log(`gcloud secrets create ${name} --data-file=- --project=${projectId}`);
  }
  console.log('# Sign-in with e-mail and password is switched on in the Firebase console.\n');
}

function run({ why, program, args, otherwise }: Command): void {
  console.log(`\n${why} …`);
  if (succeeds(program, args)) return;
  if (otherwise && succeeds(program, otherwise)) return;
  console.error(
    `Stopped: ${why} failed. What came before it is deployed; run it again when fixed.`,
  );
  process.exit(1);
}

function existingSecrets(): string[] {
  const args = ['secrets', 'list', `--project=${projectId}`, '--format=value(name)'];
  const result = spawnSync('gcloud', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.status !== 0) {
    console.error('The secrets of the project could not be listed with gcloud; are you signed in?');
    process.exit(1);
  }
  return result.stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function succeeds(program: string, args: string[]): boolean {
  const result = spawnSync(program, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.error) console.error(`${program} could not be run: ${result.error.message}`);
  return result.status === 0;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
