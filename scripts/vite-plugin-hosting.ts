/** Adds to the build what it needs on a server: header files for hosts, and the licences. */
import type { Plugin } from 'vite';
import { hostingFiles } from './hosting-files';
import { licenceTexts } from './licences';

/**
 * Emits `_headers`, `.htaccess`, `nginx.conf`, `vercel.json` and THIRD-PARTY-LICENSES.txt into the
 * built folder. Does nothing in development.
 * @param root the project's folder, for its package-lock.json and node_modules.
 */
export function hosting(root: string): Plugin {
  return {
    name: 'atelier-hosting',
    apply: 'build',
    async generateBundle() {
      const files = { ...hostingFiles(), 'THIRD-PARTY-LICENSES.txt': await licenceTexts(root) };
      for (const [fileName, source] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}
