/**
 * Pictures of other things than clothes, in the public domain, that two packages of Debian hold:
 * openclipart-png (drawings) and sweethome3d-furniture (rendered things, of its collection under CC0).
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

const DRAWINGS = '/usr/share/openclipart/png';
const RENDERED = '/usr/share/sweethome3d/furniture/BlendSwap-CC-0.sh3f';
/** People are drawn with clothes on, and what is unsorted can be anything. */
const LEFT_OUT = ['people', 'unsorted'];
const CLOTHES =
  /hat|shoe|boot|glove|uniform|dress|shirt|sock|pants|skirt|coat|suit|wear|bag|briefcase|towel|mask|(^|_)cap(_|\.)/;
/** Of one folder: some have a thousand stars. */
const MOST_OF_A_KIND = 50;
/** Larger files are of posters, and take long to decode. */
const MOST_BYTES = 400_000;

/**
 * Copies them into a folder, named by number.
 * @returns the names
 * @throws Error naming the package that is missing
 */
export function gatherOthers(folder: string): string[] {
  for (const [path, name] of [
    [DRAWINGS, 'openclipart-png'],
    [RENDERED, 'sweethome3d-furniture'],
  ] as const) {
    if (!existsSync(path)) throw new Error(`no ${path}: apt-get install ${name}`);
  }
  const names: string[] = [];
  const nextPath = () => {
    names.push(`${names.length}.png`);
    return join(folder, names.at(-1) as string);
  };
  for (const file of drawings(DRAWINGS, '')) copyFileSync(join(DRAWINGS, file), nextPath());
  const entries = unzipSync(readFileSync(RENDERED), {
    filter: ({ name }) => /^[^/]+\/[^/]+\.png$/.test(name) && !CLOTHES.test(name.toLowerCase()),
  });
  for (const bytes of Object.values(entries)) writeFileSync(nextPath(), bytes);
  return names;
}

/** Paths below the root, evenly out of each folder. */
function drawings(root: string, below: string): string[] {
  const entries = readdirSync(join(root, below), { withFileTypes: true });
  const files = entries
    .filter(({ name }) => name.endsWith('.png') && !CLOTHES.test(name))
    .map(({ name }) => join(below, name))
    .filter((path) => readFileSync(join(root, path)).length <= MOST_BYTES)
    .sort();
  const step = Math.max(1, files.length / MOST_OF_A_KIND);
  const chosen = Array.from(
    { length: Math.min(files.length, MOST_OF_A_KIND) },
    (_, at) => files[Math.floor(at * step)] as string,
  );
  const folders = entries.filter((entry) => entry.isDirectory() && !LEFT_OUT.includes(entry.name));
  return [...chosen, ...folders.flatMap(({ name }) => drawings(root, join(below, name)))];
}
