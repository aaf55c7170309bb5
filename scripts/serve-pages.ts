/**
 * Serves single pages out of the sources, cross-origin isolated: those of the measurements and of the
 * engine's browser tests, which the app does not contain. As a program: `tsx scripts/serve-pages.ts PORT`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import { DEVELOPMENT_HEADERS } from './headers';

/**
 * Starts serving; pages have their path below the project's folder as address.
 * @param strictPort whether to fail where the port is taken, rather than to take the next one
 * @param folders folders outside of the project by the addresses that their files have, as in `/photos`
 */
export async function servePages(
  port: number,
  strictPort: boolean,
  folders: Readonly<Record<string, string>> = {},
): Promise<ViteDevServer> {
  const server = await createServer({
    root: fileURLToPath(new URL('..', import.meta.url)),
    configFile: false,
    appType: 'mpa',
    logLevel: 'error',
    plugins: Object.entries(folders).map(([address, folder]) => otherFolder(address, folder)),
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

/** Answers requests below an address with the files of a folder. */
function otherFolder(address: string, folder: string): Plugin {
  return {
    name: `atelier-folder${address}`,
    configureServer(server) {
      server.middlewares.use(address, ({ url = '' }, response, next) => {
        // Without what could lead out of the folder.
        const file = join(folder, normalize(`/${decodeURIComponent(url)}`));
        if (!existsSync(file)) return next();
        response.end(readFileSync(file));
      });
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await servePages(Number(process.argv[2]), true);
}
