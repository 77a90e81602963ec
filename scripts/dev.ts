// `npm run dev`: as `npm start`, with Vite's development server in front and the functions built
// and started again whenever one of their sources changes.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Stack } from '../local/runner/run-stack.ts';
import { BUILDS, ensureBuilt } from './start/ensure-built.ts';
import { launch } from './start/launch.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const WATCHED = ['functions/src', 'training/src', 'files/src'];
const SETTLE_MS = 150;

await launch(root, {
  command: 'npm run dev',
  dataFolder: '.data',
  vite: true,
  onRunning: restartOnChange,
});

function restartOnChange(stack: Stack, note: (message: string) => void): void {
  let settling: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  const rebuild = async () => {
    try {
      if (!(await ensureBuilt(root, BUILDS.functions))) return;
      await stack.restartFunctions();
    } catch (error) {
      note(error instanceof Error ? error.message : String(error));
    }
  };
  for (const folder of WATCHED) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(settling);
      // One build after the other, and one for a burst of changes.
      settling = setTimeout(() => {
        turn = turn.then(rebuild);
      }, SETTLE_MS);
    });
  }
}
