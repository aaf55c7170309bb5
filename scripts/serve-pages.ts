/**
 * Serves single pages out of the sources, cross-origin isolated: those of the measurements and of the
 * engine's browser tests, which the app does not contain. As a program: `tsx scripts/serve-pages.ts PORT`.
 */
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { DEVELOPMENT_HEADERS } from './headers';

/**
 * Starts serving; pages have their path below the project's folder as address.
 * @param strictPort whether to fail where the port is taken, rather than to take the next one
 */
export async function servePages(port: number, strictPort: boolean): Promise<ViteDevServer> {
  const server = await createServer({
    root: fileURLToPath(new URL('..', import.meta.url)),
    configFile: false,
    appType: 'mpa',
    logLevel: 'error',
    cacheDir: 'node_modules/.vite-pages',
    worker: { format: 'es' },
    optimizeDeps: {
      // Only what is named: what is found later would make the server reload the page.
      noDiscovery: true,
      include: [
        '@tensorflow/tfjs',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-webgpu',
        '@jax-js/jax',
      ],
    },
    server: {
      port,
      strictPort,
      headers: Object.fromEntries(DEVELOPMENT_HEADERS),
      // A page that is measured or tested must not reload.
      watch: null,
      hmr: false,
    },
  });
  return server.listen();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await servePages(Number(process.argv[2]), true);
}
