// npm run bench -- NAME [arguments]: runs scripts/bench/NAME.ts, which prints one JSON object.
import { existsSync, readdirSync } from 'node:fs';

interface Benchmark {
  default: (args: string[]) => void | Promise<void>;
}

const folder = new URL('./bench/', import.meta.url);
const [name = '', ...args] = process.argv.slice(2);
const file = new URL(`${name}.ts`, folder);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(folder)
    .filter((entry) => entry.endsWith('.ts'))
    .map((entry) => entry.replace(/\.ts$/, ''));
  console.error(`bench requires one of ${names.join(', ')}, got ${name || 'nothing'}`);
  process.exit(1);
}
const benchmark = (await import(file.href)) as Benchmark;
await benchmark.default(args);
