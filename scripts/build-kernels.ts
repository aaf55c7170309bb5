/**
 * Compiles the engine's kernels from AssemblyScript, with and without relaxed SIMD, into
 * src/ml/engine/generated: `npm run kernels`. Does nothing when they are newer than their sources.
 */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import {
  ACTIVATION_CODES,
  CONTROL,
  FIELDS_OFFSET,
  FLOAT_FIELDS,
  OPERATION_BYTES,
  OPERATION_NAMES,
  OPERATIONS,
  STEP,
  STREAM_BYTES,
  WEIGHTS_ENTRY_BYTES,
} from '../src/ml/engine/operations';

const ENGINE = fileURLToPath(new URL('../src/ml/engine/', import.meta.url));
const KERNELS = join(ENGINE, 'kernels');
const GENERATED = join(ENGINE, 'generated');

/** What is built, and the features it may use. */
const VARIANTS = {
  'kernels.wasm': 'simd,threads',
  'kernels-relaxed.wasm': 'simd,threads,relaxed-simd',
} as const;

/** The memory is shared between threads; 1 GiB is reserved as addresses, not taken. */
const OPTIONS = [
  ...['-O3', '--runtime', 'stub', '--noAssert'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '16384'],
];

/** The records of operations.ts as AssemblyScript. */
export function recordsSource(): string {
  const constants = (prefix: string, table: Record<string, number>) =>
    Object.entries(table).map(
      ([name, value]) =>
        `// @ts-ignore: decorator\n@inline\nexport const ${prefix}_${snake(name)}: usize = ${value};`,
    );
  const records = OPERATION_NAMES.map((name) => {
    const fields = OPERATIONS[name].map(
      (field) => `  ${field}: ${FLOAT_FIELDS.has(field) ? 'f32' : 'usize'};`,
    );
    const head = ['  code: i32;', '  barrier: i32;'];
    return `@unmanaged\nexport class ${pascal(name)} {\n${[...head, ...fields].join('\n')}\n}`;
  });
  const codes = Object.fromEntries(OPERATION_NAMES.map((name, code) => [name, code]));
  return [
    '// Written by scripts/build-kernels.ts from operations.ts.',
    ...constants('CODE', codes),
    ...constants('ACTIVATION', ACTIVATION_CODES),
    ...constants('CONTROL', CONTROL),
    ...constants('STEP', STEP),
    ...constants('RECORD', {
      operationBytes: OPERATION_BYTES,
      streamBytes: STREAM_BYTES,
      weightsEntryBytes: WEIGHTS_ENTRY_BYTES,
    }),
    ...records,
    '',
  ].join('\n\n');
}

/** Throws when a record would not fit. */
function checkRecords(): void {
  for (const name of OPERATION_NAMES) {
    const bytes = FIELDS_OFFSET + 4 * OPERATIONS[name].length;
    if (bytes > OPERATION_BYTES) throw new RangeError(`${name} has too many fields`);
  }
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Whether every variant is there and newer than all that it is made from. */
function isUpToDate(): boolean {
  const sources = readdirSync(KERNELS).map((file) => join(KERNELS, file));
  sources.push(join(ENGINE, 'operations.ts'), fileURLToPath(import.meta.url));
  const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  return Object.keys(VARIANTS).every((file) => {
    const built = statSync(join(GENERATED, file), { throwIfNoEntry: false });
    return built !== undefined && built.mtimeMs > newest;
  });
}

async function compile(file: string, features: string): Promise<void> {
  const { error, stderr } = await asc.main([
    join(KERNELS, 'index.ts'),
    ...OPTIONS,
    ...['--enable', features, '--outFile', join(GENERATED, file)],
  ]);
  if (error) throw new Error(`${file}: ${error.message}\n${stderr.toString()}`);
  console.log(`${file}: ${statSync(join(GENERATED, file)).size} bytes`);
}

async function main(): Promise<void> {
  if (!process.argv.includes('--force') && isUpToDate()) return;
  checkRecords();
  mkdirSync(GENERATED, { recursive: true });
  writeFileSync(join(GENERATED, 'records.ts'), recordsSource());
  for (const [file, features] of Object.entries(VARIANTS)) await compile(file, features);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
