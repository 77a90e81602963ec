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
interface RouterModule {
  middleware: (spec: object, options: object) => Promise<RequestListener>;
}

// Multi-tenancy and second factors, which nothing here uses: two thirds of what the emulator reads.
const UNUSED_PATHS = /\/tenants|^\/v2\//;

/**
 * The Auth emulator of firebase-tools without its command line, which would load every emulator,
 * ask the network for news and take three times as long. The version is pinned, the shapes used
 * are the ones above.
 */
export function authEmulatorModules(): ServerModule & StateModule {
  const require = createRequire(import.meta.url);
  const serverPath = require.resolve('firebase-tools/lib/emulator/auth/server.js');
  // Checks of a request are compiled when the first such request comes instead of all at start:
  // ready in 1 s instead of 6.
  const router = createRequire(serverPath)('exegesis-express') as RouterModule;
  const eager = router.middleware;
  router.middleware = (description, options) =>
    eager(description, { ...options, lazyCompileValidationSchemas: true });

  const spec = require('firebase-tools/lib/emulator/auth/apiSpec.js') as SpecModule;
  for (const path of Object.keys(spec.default.paths)) {
    if (UNUSED_PATHS.test(path)) delete spec.default.paths[path];
  }
  const { createApp } = require(serverPath) as ServerModule;
  const { AgentProjectState } = require('firebase-tools/lib/emulator/auth/state.js') as StateModule;
  return { createApp, AgentProjectState };
}
