import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { DEVELOPMENT_HEADERS, PRODUCTION_HEADERS } from './scripts/headers';
import { hosting } from './scripts/vite-plugin-hosting';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Without the packages' comments the worker is a megabyte smaller; licences go into a file. */
const output = { comments: { legal: false, annotation: false, jsdoc: false } };

export default defineConfig({
  // Relative addresses: the built folder works at any path of any host.
  base: './',
  // One page and hash routes: an address that is not there is an error, not the page again.
  appType: 'mpa',
  plugins: [react(), hosting(here('.'))],
  resolve: {
    // tfjs-vis imports vega-embed; our wrapper corrects its charts and imports the real one.
    alias: [{ find: /^vega-embed$/, replacement: here('./src/ui/charts/vega-embed.ts') }],
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    rolldownOptions: { output },
    // Vega in one piece is that large (kB); it is fetched only with the first chart.
    chunkSizeWarningLimit: 1100,
  },
  worker: { format: 'es', rolldownOptions: { output } },
  optimizeDeps: {
    // Found only when the worker is loaded; the dev server would then reload the page.
    include: [
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu',
      'comlink',
    ],
  },
  server: { headers: Object.fromEntries(DEVELOPMENT_HEADERS) },
  preview: { port: 4173, strictPort: false, headers: Object.fromEntries(PRODUCTION_HEADERS) },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    testTimeout: 20_000,
    // By default one core stays free, which of two is half.
    maxWorkers: '100%',
  },
});
