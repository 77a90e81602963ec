import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import type { PageVerbs } from './page-script.ts';

/** A page on an origin of its own with the web SDK loaded. */
export interface WebPages {
  open(context: BrowserContext): Promise<WebPage>;
  close(): Promise<void>;
}

export interface WebPage {
  readonly page: Page;
  /** Calls one of the page's verbs and returns what it returns. */
  call<V extends keyof PageVerbs>(
    verb: V,
    ...args: Parameters<PageVerbs[V]>
  ): Promise<Awaited<ReturnType<PageVerbs[V]>>>;
  /** Waits until the last thing a listener noted is this. */
  shows(label: string, expected: unknown): Promise<void>;
}

function webPage(page: Page): WebPage {
  return {
    page,
    call: (verb, ...args) => page.evaluate(`firestorePage.${verb}(...${JSON.stringify(args)})`),
    async shows(label, expected) {
      const last = `JSON.stringify(firestorePage.last(${JSON.stringify(label)}))`;
      await page.waitForFunction(`${last} === ${JSON.stringify(JSON.stringify(expected))}`, null, {
        timeout: 60_000,
      });
    },
  };
}

export async function serveWebPages(): Promise<WebPages> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('page-script.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    async open(context) {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      return webPage(page);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
