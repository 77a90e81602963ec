import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const lean = (name: string) => fileURLToPath(new URL(`src/lib/lean/${name}.ts`, import.meta.url));

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ fallback: '200.html' }),
      compilerOptions: { runes: true },
    }),
  ],
  // What libraries carry for features this app does not use; it would be a sixth of the dashboard.
  resolve: { alias: { re2js: lean('no-re2'), 'tailwind-merge': lean('no-tailwind-merge') } },
  // An older `cookie` of another package sits where the prerenderer would look for the Kit's own.
  ssr: { noExternal: ['cookie'] },
  worker: { format: 'es' },
});
