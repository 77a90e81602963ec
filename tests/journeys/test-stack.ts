import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStack, type Stack, type StackOptions } from '../../local/runner/run-stack.ts';
import { BUILDS, ensureBuilt } from '../../scripts/start/ensure-built.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The whole product for a journey: built if need be, on ports of its own, in a folder of its own
 * that goes with `stop`. The clock calls nothing by itself; use `callScheduled`.
 */
export async function startTestStack(
  options: Pick<StackOptions, 'sandbox' | 'postgres' | 'settings' | 'webExtras'> = {},
): Promise<Stack> {
  await ensureBuilt(root, BUILDS.functions);
  await ensureBuilt(root, BUILDS.web);
  const dataDir = mkdtempSync(join(tmpdir(), 'training-monkey-stack-'));
  const forget = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const stack = await runStack({
      root,
      dataDir,
      port: 0,
      schedule: false,
      postgres: false,
      ...options,
    });
    return {
      ...stack,
      stop: async () => {
        await stack.stop();
        forget();
      },
    };
  } catch (error) {
    forget();
    throw error;
  }
}
