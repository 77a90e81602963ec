// Serves every function of a built bundle from one process, each on its own loopback port through
// the functions framework's own server:
//   node local/runner/serve-functions.ts --source functions/dist api=4610 on-inbox=4611 …
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

interface FrameworkTesting {
  getTestServer: (target: string) => Server;
}

const { values, positionals } = parseArgs({
  options: { source: { type: 'string', default: 'functions/dist' } },
  allowPositionals: true,
});
const source = resolve(values.source);
const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
  main?: string;
};
const entry = join(source, manifest.main ?? 'index.js');
await import(pathToFileURL(entry).href);

// The bundle registers with its own copy of the framework, so that very copy must serve.
const framework = createRequire(entry)(
  '@google-cloud/functions-framework/testing',
) as FrameworkTesting;

const servers = positionals.map((binding) => {
  const [target = '', port] = binding.split('=');
  const server = framework.getTestServer(target);
  // A CloudEvent or a scheduled run may take minutes, as it may in the cloud.
  server.requestTimeout = 0;
  server.setTimeout(0);
  return server.listen({ port: Number(port), host: '127.0.0.1' });
});

process.once('SIGTERM', () => {
  let open = servers.length;
  for (const server of servers) {
    server.close(() => {
      open -= 1;
      if (open === 0) process.exit(0);
    });
    server.closeIdleConnections();
  }
  // What still runs is given a moment; whatever it leaves undone is durable in the inbox.
  setTimeout(() => process.exit(0), 2_000).unref();
});
