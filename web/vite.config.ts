import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const lean = (file: string) => fileURLToPath(new URL(`src/lib/lean/${file}`, import.meta.url));

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ fallback: '200.html' }),
      compilerOptions: { runes: true },
    }),
  ],
  // What libraries carry for features this app does not use; it would be a sixth of the dashboard.
  resolve: {
    alias: [
      { find: 're2js', replacement: lean('no-re2.ts') },
      { find: 'tailwind-merge', replacement: lean('no-tailwind-merge.ts') },
      { find: 'd3-color', replacement: lean('no-colours.ts') },
      { find: /^d3-(time-)?format$/, replacement: lean('no-formats.ts') },
      { find: '../tooltip/TooltipContext.svelte', replacement: lean('NoTooltip.svelte') },
      {
        find: /^\.\.\/(Voronoi\/Voronoi|Arc\/Arc|TransformContext|BrushContext)\.svelte$/,
        replacement: lean('no-interaction.ts'),
      },
    ],
  },
  build: {
    rolldownOptions: {
      // Its own package.json does not say that an unused export may go.
      treeshake: { moduleSideEffects: [{ test: /@layerstack[/\\]utils/, sideEffects: false }] },
    },
  },
  // An older `cookie` of another package sits where the prerenderer would look for the Kit's own.
  // Only pages that are drawn in the browser alone have charts: no need to compile those twice.
  ssr: { noExternal: ['cookie'], external: ['layerchart'] },
  worker: { format: 'es' },
});
