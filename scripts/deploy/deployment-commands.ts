import type {
  DeployedFunction,
  DeploymentManifest,
} from '../../local/runner/deployment-manifest.ts';

export interface Command {
  /** What it is for, in words. */
  why: string;
  program: 'firebase' | 'gcloud';
  args: string[];
  /** Run instead when the first fails, as `create` is when there is nothing to `update` yet. */
  otherwise?: string[];
}

export interface DeploymentTarget {
  projectId: string;
  /** Values of the variables that the manifest lists under `environment`. */
  environment: Record<string, string>;
}

/** Account in whose name Cloud Scheduler and Eventarc call functions. */
export const invokerAccount = (projectId: string) =>
  `training-monkey-invoker@${projectId}.iam.gserviceaccount.com`;

/**
 * Every command that brings the present build to a Firebase project, in order: functions first,
 * because the rules and pages that follow may count on them.
 */
export function deploymentCommands(
  manifest: DeploymentManifest,
  target: DeploymentTarget,
): Command[] {
  const functions = manifest.functions.flatMap((one) => [
    deployFunction(manifest, one, target),
    ...triggerCommands(manifest, one, target),
  ]);
  const site: Command = {
    why: 'security rules, indexes and the web app',
    program: 'firebase',
    args: ['deploy', '--only', 'firestore,hosting', '--project', target.projectId],
  };
  return [...functions, site];
}

function deployFunction(
  manifest: DeploymentManifest,
  one: DeployedFunction,
  { projectId, environment }: DeploymentTarget,
): Command {
  const variables = { GCLOUD_PROJECT: projectId, ...pick(environment, one.environment) };
  // A separator that no address contains, where gcloud would take commas.
  const joined = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const open = one.kind === 'http' && one.public;
  return {
    why: `function ${one.name}`,
    program: 'gcloud',
    args: [
      ...['functions', 'deploy', one.name, '--gen2', '--quiet'],
      ...[`--project=${projectId}`, `--region=${manifest.region}`, `--runtime=${manifest.runtime}`],
      ...[`--source=${manifest.source}`, `--entry-point=${one.name}`],
      ...[`--memory=${one.memory}`, `--timeout=${one.timeoutSeconds}s`],
      `--set-env-vars=^|^${joined.join('|')}`,
      ...(one.secrets.length === 0
        ? []
        : [`--set-secrets=${one.secrets.map((name) => `${name}=${name}:latest`).join(',')}`]),
      ...(one.kind === 'event'
        ? [
            `--trigger-event-filters=type=${one.eventType},database=(default)`,
            `--trigger-event-filters-path-pattern=document=${one.documents[0]}`,
            `--trigger-location=${manifest.region}`,
            `--trigger-service-account=${invokerAccount(projectId)}`,
            ...(one.retry ? ['--retry'] : []),
          ]
        : ['--trigger-http', open ? '--allow-unauthenticated' : '--no-allow-unauthenticated']),
    ],
  };
}

/** What calls a function beside its own trigger: further document patterns, the clock. */
function triggerCommands(
  { region }: DeploymentManifest,
  one: DeployedFunction,
  { projectId }: DeploymentTarget,
): Command[] {
  const account = invokerAccount(projectId);
  const place = [`--project=${projectId}`, `--location=${region}`];
  if (one.kind === 'http') return [];
  const mayCall: Command = {
    why: `let the invoker call ${one.name}`,
    program: 'gcloud',
    args: [
      ...['run', 'services', 'add-iam-policy-binding', one.name, '--quiet'],
      ...[`--project=${projectId}`, `--region=${region}`],
      ...[`--member=serviceAccount:${account}`, '--role=roles/run.invoker'],
    ],
  };
  if (one.kind === 'schedule') {
    const job = [
      ...[one.name, ...place, `--schedule=${one.cron}`, `--time-zone=${one.timeZone}`],
      `--uri=https://${region}-${projectId}.cloudfunctions.net/${one.name}`,
      ...['--http-method=POST', `--oidc-service-account-email=${account}`],
      // Cloud Scheduler waits half an hour at most.
      `--attempt-deadline=${Math.min(one.timeoutSeconds, 1800)}s`,
    ];
    return [
      mayCall,
      {
        why: `call ${one.name} by the clock (${one.cron}, ${one.timeZone})`,
        program: 'gcloud',
        args: ['scheduler', 'jobs', 'update', 'http', ...job],
        otherwise: ['scheduler', 'jobs', 'create', 'http', ...job],
      },
    ];
  }
  // `gcloud functions` gives a function one trigger; the other patterns are Eventarc's own.
  const further = one.documents.slice(1).map((document, index): Command => {
    const name = `${one.name}-${index + 1}`;
    const filters = [
      ...['--event-filters=database=(default)', `--event-filters=type=${one.eventType}`],
      `--event-filters-path-pattern=document=${document}`,
      ...[`--destination-run-service=${one.name}`, `--destination-run-region=${region}`],
      `--service-account=${account}`,
    ];
    return {
      why: `${one.name} also for ${document}`,
      program: 'gcloud',
      args: ['eventarc', 'triggers', 'update', name, ...place, ...filters],
      otherwise: [
        ...['eventarc', 'triggers', 'create', name, ...place, ...filters],
        '--event-data-content-type=application/protobuf',
      ],
    };
  });
  return [mayCall, ...further];
}

/** What a deployment cannot do without; every other variable has a default or switches something on. */
const REQUIRED_VARIABLES = ['PUBLIC_BASE_URL', 'STRAVA_CLIENT_ID'];
/** Without the first the coach speaks by its rules; without the second there is no export. */
const OPTIONAL_SECRETS = new Set(['ANTHROPIC_API_KEY', 'DATABASE_URL']);

/** Variables that must have a value and have none. */
export function missingVariables(environment: Record<string, string>): string[] {
  return REQUIRED_VARIABLES.filter((name) => (environment[name] ?? '') === '');
}

/** The secrets a manifest names, once each. */
export function secretsOf(manifest: DeploymentManifest): string[] {
  return [...new Set(manifest.functions.flatMap((one) => one.secrets))];
}

/**
 * The manifest as far as the project's secrets go: an optional one that does not exist is left
 * out, and with DATABASE_URL the export that is about nothing else.
 *
 * @throws Error naming the secrets that must exist and do not
 */
export function withSecrets(manifest: DeploymentManifest, existing: string[]): DeploymentManifest {
  const exists = new Set(existing);
  const absent = secretsOf(manifest).filter((name) => !exists.has(name));
  const needed = absent.filter((name) => !OPTIONAL_SECRETS.has(name));
  if (needed.length > 0) {
    throw new Error(`these secrets must exist in the project first: ${needed.join(', ')}`);
  }
  const isIdle = ({ secrets }: DeployedFunction) =>
    secrets.join() === 'DATABASE_URL' && !exists.has('DATABASE_URL');
  const functions = manifest.functions
    .filter((one) => !isIdle(one))
    .map((one) => ({ ...one, secrets: one.secrets.filter((name) => exists.has(name)) }));
  return { ...manifest, functions };
}

function pick(environment: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}
