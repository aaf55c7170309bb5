/** The sources of the full data set, in the order in which they are tried. */
import { join } from 'node:path';
import { readDebianPackage } from './debian';
import { downloadFiles } from './download';
import {
  DEBIAN_FOLDER,
  DEBIAN_PACKAGE,
  FASHION_MNIST_FILES as files,
  OFFICIAL_ADDRESS,
} from './official';
import { type Report, readFolder, type Source } from './source';

/** Milliseconds of silence after which the official server is given up. */
const IDLE_TIMEOUT = 20_000;

/** A source that is a folder of files. */
export function folderSource(name: string, folder: string): Source {
  return { name, read: () => readFolder(folder, files) };
}

/**
 * Own copy, installed Debian package, project's cache, official download, Debian package fetched.
 * @param root the project's folder.
 * @param ownFolder the value of FASHION_MNIST_DIR; without it that source is left out.
 */
export function officialSources(
  root: string,
  ownFolder: string | undefined,
  report: Report,
): Source[] {
  const cacheFolder = join(root, '.cache', 'fashion-mnist');
  const idleTimeout = IDLE_TIMEOUT;
  const download = { address: OFFICIAL_ADDRESS, cacheFolder, files, idleTimeout, report };
  const isRoot = process.getuid?.() === 0;
  const own = ownFolder ? [folderSource(`FASHION_MNIST_DIR (${ownFolder})`, ownFolder)] : [];
  return [
    ...own,
    folderSource(`the folder of Debian's package (${DEBIAN_FOLDER})`, DEBIAN_FOLDER),
    folderSource('the cache folder (.cache/fashion-mnist)', cacheFolder),
    { name: `the official download (${OFFICIAL_ADDRESS})`, read: () => downloadFiles(download) },
    {
      name: `Debian's package, fetched by apt-get (${DEBIAN_PACKAGE})`,
      read: () => readDebianPackage({ cacheFolder, files, isRoot, report }),
    },
  ];
}
