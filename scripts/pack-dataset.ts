/**
 * Gets Fashion-MNIST and packs it for the app: `npm run data`.
 *
 *   --optional  no source is no error: the app then uses its starter sample
 *   --force     packs again although the set is there
 *   --starter   writes the starter sample (public/starter, committed) instead of the full set
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEBIAN_PACKAGE, FASHION_MNIST_FILES, PARTS } from './dataset/official';
import { packFullSet, packStarter } from './dataset/pack';
import { officialSources } from './dataset/sources';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COUNTS = { train: 60_000, test: 10_000 };

const HELP = `
No source of the full data set could be read. Any one of these helps, then run "npm run data":
  - a folder with the four files (${PARTS.map((part) => FASHION_MNIST_FILES[part].name).join(', ')};
    each with or without .gz): set FASHION_MNIST_DIR to it;
  - Debian or Ubuntu: apt-get install ${DEBIAN_PACKAGE};
  - a connection to the internet.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      optional: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      starter: { type: 'boolean', default: false },
    },
  });
  const report = (line: string) => console.log(line);
  const { FASHION_MNIST_DIR } = process.env;
  const sources = officialSources(ROOT, FASHION_MNIST_DIR, report);
  const options = { root: ROOT, sources, report };
  const done = values.starter
    ? await packStarter(options)
    : await packFullSet(options, COUNTS, values.force);
  if (done) return 0;
  console.log(HELP);
  if (!values.optional) return 1;
  console.log('Until then Atelier works with its starter sample of 7,000 images.\n');
  return 0;
}

process.exitCode = await main();
