import { createRequire } from 'node:module';
import type { RequestListener } from 'node:http';

/** What the emulator keeps of one account; stored and given back as it is. */
export interface AuthAccount {
  localId: string;
  [field: string]: unknown;
}

/** The emulator's memory of one project. */
export interface ProjectState {
  queryUsers(filter: object, order: { order: 'ASC'; sortByField: 'localId' }): AuthAccount[];
  overwriteUserWithLocalId(localId: string, account: AuthAccount): void;
}

interface ServerModule {
  createApp: (
    projectId: string,
    singleProjectMode: number,
    projectStates: Map<string, ProjectState>,
  ) => Promise<RequestListener>;
}
interface StateModule {
  AgentProjectState: new (projectId: string) => ProjectState;
}
interface SpecModule {
  default: { paths: Record<string, unknown> };
}

// Multi-tenancy and second factors, which nothing here uses, are two thirds of what the emulator
// compiles at start: without them it is ready in 2 s instead of 7 and takes 100 MB less.
const UNUSED_PATHS = /\/tenants|^\/v2\//;

/**
 * The Auth emulator of firebase-tools without its command line, which would load every emulator,
 * ask the network for news and take three times as long. The version is pinned, the shapes used
 * are the ones above.
 */
export function authEmulatorModules(): ServerModule & StateModule {
  const require = createRequire(import.meta.url);
  const spec = require('firebase-tools/lib/emulator/auth/apiSpec.js') as SpecModule;
  for (const path of Object.keys(spec.default.paths)) {
    if (UNUSED_PATHS.test(path)) delete spec.default.paths[path];
  }
  const { createApp } = require('firebase-tools/lib/emulator/auth/server.js') as ServerModule;
  const { AgentProjectState } = require('firebase-tools/lib/emulator/auth/state.js') as StateModule;
  return { createApp, AgentProjectState };
}
