/** Debian's package of the data set, fetched and unpacked, not installed (no root needed). */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keepInCache } from './download';
import {
  DEBIAN_FOLDER,
  DEBIAN_PACKAGE,
  type FileContents,
  type OfficialFiles,
  PARTS,
} from './official';
import { type Report, readFolder, SourceError } from './source';

/** Runs a command in a folder; rejects as `execFile` does. Tests put their own in its place. */
export type RunCommand = (command: string, args: string[], folder: string) => Promise<unknown>;

/** What fetching the package needs. */
export interface DebianOptions {
  cacheFolder: string;
  files: OfficialFiles;
  /** Whether this process may refresh the package lists. */
  isRoot: boolean;
  report: Report;
  run?: RunCommand;
}

/**
 * All four files out of Debian's package, kept in the cache folder afterwards.
 * @throws SourceError where there is no apt-get or dpkg-deb, the package cannot be had, or its
 *   files are not the published ones.
 */
export async function readDebianPackage(options: DebianOptions): Promise<FileContents> {
  await mkdir(options.cacheFolder, { recursive: true });
  const folder = await mkdtemp(join(options.cacheFolder, 'debian-'));
  try {
    await downloadPackage(folder, options);
    const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
    if (!archive) throw new SourceError(DEBIAN_PACKAGE, 'apt-get downloaded no .deb file');
    await attempt(options, 'dpkg-deb', ['-x', archive, 'unpacked'], folder);
    const unpacked = join(folder, 'unpacked', DEBIAN_FOLDER);
    const contents = await readFolder(unpacked, options.files);
    for (const part of PARTS) {
      const name = `${options.files[part].name}.gz`;
      await keepInCache(options.cacheFolder, name, await readFile(join(unpacked, name)));
    }
    return contents;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function downloadPackage(folder: string, options: DebianOptions): Promise<void> {
  const download = () => attempt(options, 'apt-get', ['download', DEBIAN_PACKAGE], folder);
  try {
    await download();
  } catch (thrown) {
    // A fresh container has no package lists yet; only root can get them.
    if (!options.isRoot || isMissingCommand(thrown)) throw thrown;
    options.report(`  ${(thrown as Error).message}; refreshing the package lists.`);
    await attempt(options, 'apt-get', ['update'], folder);
    await download();
  }
}

async function attempt(
  options: DebianOptions,
  command: string,
  args: string[],
  folder: string,
): Promise<void> {
  try {
    await (options.run ?? runCommand)(command, args, folder);
  } catch (thrown) {
    const { code, stderr, message } = thrown as NodeJS.ErrnoException & { stderr?: string };
    const lastLine = (stderr ?? '').trim().split('\n').at(-1);
    const reason = code === 'ENOENT' ? 'not on this system' : lastLine || message;
    throw new SourceError(code === 'ENOENT' ? command : DEBIAN_PACKAGE, reason, { cause: thrown });
  }
}

function isMissingCommand(thrown: unknown): boolean {
  const cause = (thrown as Error).cause as NodeJS.ErrnoException | undefined;
  return cause?.code === 'ENOENT';
}

const execute = promisify(execFile);

/** Two minutes are plenty for 30 MB, and no hung mirror stops the build for ever. */
function runCommand(command: string, args: string[], folder: string): Promise<unknown> {
  return execute(command, args, {
    cwd: folder,
    timeout: 120_000,
    env: { ...process.env, LC_ALL: 'C' },
  });
}
