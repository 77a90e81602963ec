import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const source = new URL('functions/', root);
const target = new URL('functions/dist/', root);

interface Manifest {
  version: string;
  engines: { node: string };
  dependencies: Record<string, string>;
}

/**
 * Bundles the functions into `functions/dist`, which is all that a deployment uploads: rooms of this
 * repository are built in, packages of others stay imports with their versions in `package.json`.
 */
export async function buildFunctions(): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('src/index.ts', source))],
    outfile: fileURLToPath(new URL('index.js', target)),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    alias: { '@training-monkey/training': fileURLToPath(new URL('training/src/index.ts', root)) },
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  const functions = JSON.parse(await readFile(new URL('package.json', source), 'utf8')) as Manifest;
  const whole = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as Manifest;
  const manifest = {
    name: 'training-monkey-functions',
    version: functions.version,
    private: true,
    type: 'module',
    main: 'index.js',
    engines: whole.engines,
    dependencies: functions.dependencies,
  };
  await writeFile(new URL('package.json', target), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(new URL('deployment.json', source), new URL('deployment.json', target));
  // Read beside the bundle, as they are beside the module that reads them.
  const migrations = new URL('src/adapters/postgres/migrations/', source);
  await cp(migrations, new URL('migrations/', target), { recursive: true });
}

if (import.meta.main) await buildFunctions();
