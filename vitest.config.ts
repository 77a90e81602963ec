import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Three kinds of tests, told apart by their names: `x.test.ts` is quick and pure, `x.wire.test.ts`
 * starts servers and talks to them with real clients, `x.browser.test.ts` drives a real Chromium.
 */
const rooms = '{training,files,functions,web,local,scripts,tests}';
const env = {
  // Google's libraries otherwise look for Google's cloud around them first, which takes its time.
  METADATA_SERVER_DETECTION: 'none',
  // Programs that tests start again and again are compiled once.
  NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)),
};
/** Vitest would leave one of two cores idle; with many, each stack under test still needs memory. */
const maxWorkers = Math.min(4, availableParallelism());
const elsewhere = ['**/node_modules/**', '**/dist/**', '**/build/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${rooms}/**/*.test.ts`],
          exclude: [...elsewhere, '**/*.wire.test.ts', '**/*.browser.test.ts'],
          maxWorkers,
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'wire',
          env,
          include: [`${rooms}/**/*.wire.test.ts`],
          exclude: elsewhere,
          maxWorkers,
          testTimeout: 300_000,
          expect: { poll: { timeout: 90_000 } },
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'browser',
          env,
          include: [`${rooms}/**/*.browser.test.ts`],
          exclude: elsewhere,
          testTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
