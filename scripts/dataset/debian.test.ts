import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type RunCommand, readDebianPackage } from './debian';
import { DEBIAN_FOLDER, PARTS } from './official';
import { type TinyDataset, temporaryFolder, tinyDataset, writeTiny } from './testing';

let tiny: TinyDataset;
let cacheFolder: string;
let calls: string[];

beforeEach(async () => {
  tiny = tinyDataset();
  cacheFolder = await temporaryFolder();
  calls = [];
});

/** Does what the two programs do, after failing as many times as told. */
function fakeCommands(failures: Error[]): RunCommand {
  return async (command, args, folder) => {
    calls.push(`${command} ${args[0]}`);
    if (args[0] === 'download') {
      const failure = failures.shift();
      if (failure) throw failure;
      await writeFile(join(folder, 'dataset_1_all.deb'), '');
    }
    if (command === 'dpkg-deb') {
      const unpacked = join(folder, 'unpacked', DEBIAN_FOLDER);
      await mkdir(unpacked, { recursive: true });
      await writeTiny(tiny, unpacked);
    }
  };
}

function read(failures: Error[], isRoot: boolean) {
  const run = fakeCommands(failures);
  return readDebianPackage({ cacheFolder, files: tiny.files, isRoot, report: () => {}, run });
}

const unknownPackage = () =>
  Object.assign(new Error('failed'), { code: 100, stderr: 'W: x\nE: Unable to locate package\n' });

describe('readDebianPackage', () => {
  it('unpacks the files into the cache and tidies up', async () => {
    const contents = await read([], false);
    expect(Buffer.compare(contents.trainLabels, tiny.contents.trainLabels)).toBe(0);
    expect((await readdir(cacheFolder)).sort()).toEqual(
      PARTS.map((part) => `${tiny.files[part].name}.gz`).sort(),
    );
  });

  it('refreshes the package lists once, when it may', async () => {
    await read([unknownPackage()], true);
    expect(calls).toEqual([
      'apt-get download',
      'apt-get update',
      'apt-get download',
      'dpkg-deb -x',
    ]);
  });

  it('says what apt-get said, and leaves nothing behind', async () => {
    await expect(read([unknownPackage()], false)).rejects.toThrow(
      'dataset-fashion-mnist: E: Unable to locate package',
    );
    expect(await readdir(cacheFolder)).toEqual([]);
  });

  it('says that there is no apt-get, without trying to refresh its lists', async () => {
    const missing = Object.assign(new Error('spawn apt-get ENOENT'), { code: 'ENOENT' });
    await expect(read([missing], true)).rejects.toThrow('apt-get: not on this system');
    expect(calls).toEqual(['apt-get download']);
  });
});
