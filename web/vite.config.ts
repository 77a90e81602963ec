import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ fallback: '200.html' }),
      compilerOptions: { runes: true },
    }),
  ],
  // An older `cookie` of another package sits where the prerenderer would look for the Kit's own.
  ssr: { noExternal: ['cookie'] },
  worker: { format: 'es' },
});
