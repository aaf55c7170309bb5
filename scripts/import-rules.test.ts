import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { biomeConfiguration, IMPORT_RULES, MAX_DEPTH } from './import-rules';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Importing file, what it imports, and whether that is allowed. */
const CASES: [file: string, specifier: string, allowed: boolean][] = [
  ['src/ui/a.ts', '../stores/run', false],
  ['src/ui/a.ts', '../domain/dataset', true],
  ['src/ui/a.ts', './deep/b', true],
  ['src/ui/a.ts', '../unheard-of/b', false],
  ['src/ui/a.ts', '../../scripts/headers', false],
  ['src/ui/a.ts', 'react-dom/client', true],
  ['src/ui/a.ts', '@tensorflow/tfjs', false],
  ['src/ui/a.ts', '@tensorflow/tfjs-vis', false],
  ['src/ui/deep/a.ts', '../../stores/run', false],
  ['src/ui/deep/a.ts', '../b', true],
  ['src/ui/deep/er/a.ts', '../../../stores/run', false],
  ['src/ui/deep/er/a.ts', '../../../domain/dataset', true],
  ['src/ui/charts/a.ts', '@tensorflow/tfjs-vis', true],
  ['src/ui/charts/a.ts', '@tensorflow/tfjs-vis/dist/render/linechart', true],
  ['src/ui/charts/a.ts', '@tensorflow/tfjs', false],
  ['src/ui/charts/a.ts', 'vega-embed', true],
  ['src/ui/charts/a.ts', '../../../node_modules/vega-embed/build/embed.js', true],
  ['src/ui/charts/a.ts', '../button', true],
  ['src/ui/charts/a.ts', '../../stores/run', false],
  ['src/views/train/a.tsx', '../../ui/button', true],
  ['src/views/train/a.tsx', '../../stores/run', true],
  ['src/views/train/a.tsx', '../browse/grid', false],
  ['src/views/train/a.tsx', '../../views/browse/grid', false],
  ['src/views/train/a.tsx', '../../client/worker', false],
  ['src/views/train/deep/a.tsx', '../b', true],
  ['src/views/train/deep/a.tsx', '../../browse/grid', false],
  ['src/app/a.tsx', '../views/train/b', true],
  ['src/app/a.tsx', '../ml/train/loop', false],
  ['src/stores/a.ts', '../client/worker', true],
  ['src/stores/a.ts', '../ui/button', false],
  ['src/i18n/a.ts', '../domain/dataset', true],
  ['src/i18n/a.ts', '../stores/run', false],
  ['src/storage/a.ts', '../protocol/api', false],
  ['src/client/a.ts', '../ml/train/loop', false],
  ['src/protocol/a.ts', '../ml/train/loop', false],
  ['src/worker/a.ts', '../ml/train/loop', true],
  ['src/worker/a.ts', '@tensorflow/tfjs', false],
  ['src/worker/a.ts', '../stores/run', false],
  ['src/ml/train/a.ts', '@tensorflow/tfjs', true],
  ['src/ml/train/a.ts', '@tensorflow/tfjs-vis', false],
  ['src/ml/train/a.ts', '../data/b', true],
  ['src/ml/train/a.ts', '../../protocol/api', true],
  ['src/ml/engine/a.ts', '@tensorflow/tfjs', false],
  ['src/ml/engine/a.ts', '../train/loop', false],
  ['src/ml/engine/a.ts', '../../domain/models/catalogue', true],
  ['src/domain/a.ts', 'react', false],
  ['src/domain/a.ts', 'node:fs', false],
  ['src/domain/a.ts', '@noble/hashes/sha2.js', false],
  ['src/domain/a.ts', './random', true],
  ['src/domain/models/a.ts', '../random', true],
  ['src/domain/models/a.ts', '../../ml/models/b', false],
  ['src/domain/a.test.ts', 'vitest', true],
  ['scripts/a.ts', '../src/domain/dataset', true],
  ['scripts/a.ts', '../src/ml/data/b', true],
  ['scripts/a.ts', '../src/stores/b', false],
  ['scripts/deep/a.ts', '../../src/domain/dataset', true],
  ['bench/a.ts', '../src/client/worker', true],
  ['bench/a.ts', '../src/stores/run', false],
  ['e2e/a.spec.ts', '../src/domain/dataset', false],
  ['e2e/a.spec.ts', '@playwright/test', true],
];

describe('biome.imports.json', () => {
  it('is what the table gives (else: npm run import-rules)', () => {
    const written: unknown = JSON.parse(readFileSync(join(root, 'biome.imports.json'), 'utf8'));
    expect(written).toEqual(biomeConfiguration(IMPORT_RULES));
  });

  it('has a rule for every folder of src', () => {
    const ruled = IMPORT_RULES.map(({ folder }) => folder.split('/')[1]);
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true });
    const unruled = folders.filter((entry) => entry.isDirectory() && !ruled.includes(entry.name));
    expect(unruled.map(({ name }) => name)).toEqual([]);
  });

  it('reaches the deepest file', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    // A rule is about src/<folder> at least, so this many folders below src are within reach.
    const tooDeep = files.filter((file) => file.split(sep).length > MAX_DEPTH + 2);
    expect(tooDeep).toEqual([]);
  });
});

describe('Biome under these rules', () => {
  let folder: string;
  let offenders: Set<string>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'atelier-imports-'));
    const rules = { linter: { rules: { preset: 'none' } }, ...biomeConfiguration(IMPORT_RULES) };
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules));
    CASES.forEach(([file, specifier], index) => {
      const path = join(folder, numbered(file, index));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `import { a } from '${specifier}';\na();\n`);
    });
    offenders = filesWithErrors(folder);
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(CASES)('%s importing %s: allowed %s', (file, specifier, allowed) => {
    const index = CASES.findIndex(([f, s]) => f === file && s === specifier);
    expect(!offenders.has(numbered(file, index))).toBe(allowed);
  });

  it('sees dynamic imports, re-exports and imports of types', () => {
    const statements = [
      "export const b = import('../stores/run');",
      "export { b } from '../stores/run';",
      "import type { b } from '../stores/run';\nexport type C = b;",
    ];
    statements.forEach((text, index) => {
      writeFileSync(join(folder, `src/ui/other${index}.ts`), `${text}\n`);
    });
    const found = filesWithErrors(folder);
    expect(statements.map((_, index) => found.has(`src/ui/other${index}.ts`))).toEqual([
      true,
      true,
      true,
    ]);
  });
});

/** Each case in a file of its own: `src/ui/a.ts` becomes `src/ui/a7.ts`. */
function numbered(file: string, index: number): string {
  return file.replace(/\/a\./, `/a${index}.`);
}

/** Runs Biome in a folder and returns the files that it finds fault with. */
function filesWithErrors(folder: string): Set<string> {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none'];
  let output: string;
  try {
    output = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (thrown) {
    output = (thrown as { stdout: string }).stdout; // it exits with 1 when it finds something
  }
  const { diagnostics } = JSON.parse(output) as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  const found = diagnostics.filter(({ category }) => category.includes('noRestrictedImports'));
  return new Set(found.map(({ location }) => location.path));
}
