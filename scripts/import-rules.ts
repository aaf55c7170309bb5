/**
 * Which folder may import which: one table, from which biome.imports.json is written by
 * `npm run import-rules`. Biome then enforces it (noRestrictedImports) on static, dynamic and type
 * imports and on re-exports. Tests (*.test.ts) are no part of the app and may import anything.
 *
 * Biome sees only the text of an import. All imports within src are relative, so whether one leaves
 * its folder, and to where, follows from the number of `../` in it and from how deep the importing
 * file lies: one rule for each depth. Whatever is not allowed is forbidden, new folders too.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the files of one folder may import. Paths are relative to the project's folder. */
export interface ImportRule {
  /** The files it is about: this folder with all below it. `*` stands for any one folder. */
  folder: string;
  /** Folders below src, or below the project's folder with a slash before; the own one is implied. */
  mayImport: string[];
  /** Packages that may not be imported: `all`, or patterns. */
  packages: 'all' | string[];
  /** When `folder` is part of a larger unit whose files it may import: that unit. */
  within?: string;
}

const TENSORFLOW = ['@tensorflow/**'];
const CHARTS = ['@tensorflow/tfjs-vis', '@tensorflow/tfjs-vis/**', 'vega*', 'vega*/**'];
const NO_COMPUTING = [...TENSORFLOW, 'vega*', 'vega*/**'];

/** The table. Where a file falls under several rules, the last one counts. */
export const IMPORT_RULES: ImportRule[] = [
  // The shell wires everything on the main thread; `ml` and `worker` run on the other one.
  {
    folder: 'src/app',
    mayImport: ['views', 'stores', 'ui', 'i18n', 'storage', 'client', 'protocol', 'domain'],
    packages: NO_COMPUTING,
  },
  // One folder a screen; no screen imports another.
  {
    folder: 'src/views/*',
    mayImport: ['ui', 'stores', 'i18n', 'domain'],
    packages: NO_COMPUTING,
  },
  {
    folder: 'src/stores',
    mayImport: ['client', 'protocol', 'storage', 'domain', 'i18n'],
    packages: NO_COMPUTING,
  },
  { folder: 'src/ui', mayImport: ['domain'], packages: NO_COMPUTING },
  // Charts draw by tfjs-vis and vega; the real vega-embed has to be imported by its path.
  {
    folder: 'src/ui/charts',
    within: 'src/ui',
    mayImport: ['domain', '/node_modules/vega-embed'],
    packages: ['@tensorflow/**', '!@tensorflow/tfjs-vis', '!@tensorflow/tfjs-vis/**'],
  },
  // Messages name things of the domain (their types); nothing else.
  { folder: 'src/i18n', mayImport: ['domain'], packages: NO_COMPUTING },
  { folder: 'src/storage', mayImport: ['domain'], packages: NO_COMPUTING },
  { folder: 'src/client', mayImport: ['protocol', 'domain'], packages: NO_COMPUTING },
  { folder: 'src/protocol', mayImport: ['domain'], packages: NO_COMPUTING },
  { folder: 'src/worker', mayImport: ['protocol', 'ml', 'domain'], packages: NO_COMPUTING },
  // The only place that imports tfjs; charts need a page, which a worker has not.
  // The loop tells events; protocol is types only (docs/decisions/0003-ml-may-import-protocol.md).
  { folder: 'src/ml', mayImport: ['protocol', 'domain'], packages: CHARTS },
  // The engine knows neither tfjs nor the rest of `ml`.
  { folder: 'src/ml/engine', mayImport: ['domain'], packages: NO_COMPUTING },
  { folder: 'src/domain', mayImport: [], packages: 'all' },
  // The kernels are built from the engine's list of operations; pretraining trains.
  { folder: 'scripts', mayImport: ['domain', 'ml'], packages: NO_COMPUTING },
  // Measures the built app and single kernels in a browser that scripts finds, and peers: any package.
  { folder: 'bench', mayImport: ['client', 'ml', 'domain', '/scripts'], packages: [] },
  { folder: 'e2e', mayImport: [], packages: NO_COMPUTING },
];

/** How many folders deep below a rule's folder its files may lie; a test sees to it. */
export const MAX_DEPTH = 3;

/** One entry of Biome's `overrides`. */
interface Override {
  includes: string[];
  linter: { rules: { style: { noRestrictedImports: unknown } } };
}

/** The configuration that follows from a table, as Biome reads it. */
export function biomeConfiguration(rules: ImportRule[]): { overrides: Override[] } {
  const depths = Array.from({ length: MAX_DEPTH + 1 }, (_, depth) => depth);
  return { overrides: rules.flatMap((rule) => depths.map((depth) => override(rule, depth))) };
}

/** The rule for the files that lie `depth` folders below the rule's own. */
function override(rule: ImportRule, depth: number): Override {
  const files = `${rule.folder}/${'*/'.repeat(depth)}*`;
  const patterns = [
    { group: leavingPatterns(rule, depth), message: leavingMessage(rule) },
    ...packagePatterns(rule),
  ];
  const level = { level: 'error', options: { patterns } };
  return {
    includes: [files, '!**/*.test.ts', '!**/*.test.tsx'],
    linter: { rules: { style: { noRestrictedImports: level } } },
  };
}

/** Everything that climbs out of the unit, except into the allowed folders. */
function leavingPatterns(rule: ImportRule, depth: number): string[] {
  const folders = rule.folder.split('/').length;
  const unitFolders = (rule.within ?? rule.folder).split('/').length;
  const outOfUnit = '../'.repeat(depth + folders - unitFolders + 1);
  // Files in src spell its folders without "src", files outside spell them with it.
  const toSrc = rule.folder.startsWith('src/')
    ? '../'.repeat(depth + folders - 1)
    : `${'../'.repeat(depth + folders)}src/`;
  const toRoot = '../'.repeat(depth + folders);
  const spelt = (name: string) => (name.startsWith('/') ? toRoot + name.slice(1) : toSrc + name);
  return [`${outOfUnit}**`, ...rule.mayImport.map((name) => `!${spelt(name)}/**`)];
}

function leavingMessage({ folder, within, mayImport }: ImportRule): string {
  const allowed = [within ?? 'its own files', ...mayImport].join(', ');
  return `${folder} may import only: ${allowed} (scripts/import-rules.ts).`;
}

function packagePatterns({ folder, packages }: ImportRule): { group: string[]; message: string }[] {
  const message = `${folder} may not import this package (scripts/import-rules.ts).`;
  if (packages === 'all') return [{ group: ['**', '!./**', '!../**'], message }];
  return packages.length > 0 ? [{ group: packages, message }] : [];
}

/** Writes biome.imports.json, in Biome's own format. */
function writeRules(): void {
  const file = fileURLToPath(new URL('../biome.imports.json', import.meta.url));
  writeFileSync(file, JSON.stringify(biomeConfiguration(IMPORT_RULES), null, 2));
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  execFileSync(process.execPath, [biome, 'format', '--write', file], { stdio: 'inherit' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeRules();
