/** Small stand-ins for the four published files, for the tests of this folder. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../src/domain/dataset';
import { randomStream } from '../../src/domain/random';
import { type FileContents, type OfficialFile, type OfficialFiles, PARTS } from './official';

/** A data set of 30 training and 10 test images of noise, three and one of each class. */
export interface TinyDataset {
  files: OfficialFiles;
  contents: FileContents;
  counts: { train: number; test: number };
}

/** Makes the stand-in; always the same. */
export function tinyDataset(): TinyDataset {
  const contents: FileContents = {
    trainImages: imageFile(30, 1),
    trainLabels: labelFile(30),
    testImages: imageFile(10, 2),
    testLabels: labelFile(10),
  };
  const files: OfficialFiles = {
    trainImages: describeFile('tiny-train-images', contents.trainImages),
    trainLabels: describeFile('tiny-train-labels', contents.trainLabels),
    testImages: describeFile('tiny-test-images', contents.testImages),
    testLabels: describeFile('tiny-test-labels', contents.testLabels),
  };
  return { files, contents, counts: { train: 30, test: 10 } };
}

/** A new folder under the system's temporary one, gone when the running test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes the four files, compressed as published. */
export async function writeTiny({ files, contents }: TinyDataset, folder: string): Promise<void> {
  for (const part of PARTS) {
    await writeFile(join(folder, `${files[part].name}.gz`), gzipSync(contents[part]));
  }
}

function describeFile(name: string, content: Uint8Array): OfficialFile {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name, bytes: content.length, sha256 };
}

function imageFile(count: number, seed: number): Uint8Array {
  const random = randomStream(seed);
  const header = Buffer.alloc(16);
  [0x803, count, IMAGE_SIDE, IMAGE_SIDE].forEach((word, index) => {
    header.writeUInt32BE(word, index * 4);
  });
  const body = Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random() * 256);
  return Buffer.concat([header, body]);
}

function labelFile(count: number): Uint8Array {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(0x801, 0);
  header.writeUInt32BE(count, 4);
  return Buffer.concat([header, Uint8Array.from({ length: count }, (_, index) => index % 10)]);
}
