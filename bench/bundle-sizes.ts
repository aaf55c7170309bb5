import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const ASSETS = new URL('../dist/assets/', import.meta.url);

/** Sizes of the build in kB (1,000 bytes), gzip. */
export interface BundleSizes {
  /** What the page fetches before it shows the train screen, without worker and charts. */
  firstLoad: number;
  worker: number;
  charts: number;
}

/** Follows the build's static imports from the page and from the train screen. Throws without a build. */
export function bundleSizes(): BundleSizes {
  const files = readdirSync(ASSETS);
  const page = readFileSync(new URL('../dist/index.html', import.meta.url), 'utf8');
  const entry = [...page.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].map(([, file]) => file ?? '');
  const screen = files.filter((file) => /^TrainView-.*\.(js|css)$/.test(file));
  const first = withImports([...entry, ...screen]);
  const worker = withImports(files.filter((file) => /^worker-.*\.js$/.test(file)));
  const charts = withImports(files.filter((file) => /^(linechart|confusion_matrix)-/.test(file)));
  return {
    firstLoad: gzipped([...first]),
    worker: gzipped([...worker]),
    charts: gzipped([...charts].filter((file) => !first.has(file))),
  };
}

/** Files and all that they import statically. */
function withImports(files: readonly string[]): Set<string> {
  const all = new Set<string>();
  const visit = (file: string) => {
    if (all.has(file)) return;
    all.add(file);
    if (!file.endsWith('.js')) return;
    const code = readFileSync(new URL(file, ASSETS), 'utf8');
    const imports = code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g);
    for (const [, imported] of imports) visit(imported ?? '');
  };
  for (const file of files) visit(file);
  return all;
}

function gzipped(files: readonly string[]): number {
  const bytes = files.map((file) => gzipSync(readFileSync(new URL(file, ASSETS))).length);
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1000);
}
