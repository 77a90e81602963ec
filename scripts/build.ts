// `npm run build`: the functions bundle and the web app, where their sources have changed.
import { fileURLToPath } from 'node:url';
import { BUILDS, ensureBuilt } from './start/ensure-built.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
for (const build of [BUILDS.functions, BUILDS.web]) {
  const built = await ensureBuilt(root, build);
  console.log(`${build.folder}: ${built ? 'built' : 'up to date'}`);
}
