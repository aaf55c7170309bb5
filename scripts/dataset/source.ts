/** A place from which the four files may come, and the trying of one after another. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type FileContents, type OfficialFile, type OfficialFiles, PARTS } from './official';

/** Tells the person at the terminal something, as one line. */
export type Report = (line: string) => void;

/** One place to get the files from. */
export interface Source {
  /** What the messages call it. */
  name: string;
  /** All four files, checked. @throws SourceError naming the file that could not be had. */
  read(): Promise<FileContents>;
}

/** Why a source cannot be used: the file concerned and the reason, ready to be shown. */
export class SourceError extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${reason}`, options);
    this.name = 'SourceError';
  }
}

/**
 * The files from the first source that has all of them, or null when none has. Every failure is
 * reported with the file, the reason and what is tried next. Faults of ours are thrown on.
 */
export async function readFirst(sources: Source[], report: Report): Promise<FileContents | null> {
  for (const [index, source] of sources.entries()) {
    try {
      const contents = await source.read();
      report(`Fashion-MNIST: read from ${source.name}.`);
      return contents;
    } catch (thrown) {
      if (!(thrown instanceof SourceError)) throw thrown;
      const next = sources[index + 1];
      const then = next ? `Next: ${next.name}.` : 'No source is left.';
      report(`Fashion-MNIST: not from ${source.name}: ${thrown.message}. ${then}`);
    }
  }
  return null;
}

/**
 * All four files from a folder, each as `<name>.gz` or as `<name>`.
 * @throws SourceError for the first file that is missing, unreadable or not genuine.
 */
export async function readFolder(folder: string, files: OfficialFiles): Promise<FileContents> {
  const contents: Partial<FileContents> = {};
  for (const part of PARTS) contents[part] = await readFromFolder(folder, files[part]);
  return contents as FileContents;
}

/**
 * One file from a folder, as `<name>.gz` or, where that is not there or damaged, as `<name>`.
 * @returns the decompressed, checked bytes.
 * @throws SourceError when neither is there (`not in FOLDER`) or neither is good.
 */
export async function readFromFolder(folder: string, file: OfficialFile): Promise<Uint8Array> {
  let failure: SourceError | null = null;
  for (const name of [`${file.name}.gz`, file.name]) {
    try {
      return checkContent(await readFile(join(folder, name)), name, file);
    } catch (thrown) {
      const error = thrown instanceof SourceError ? thrown : unreadable(name, thrown);
      failure ??= error;
    }
  }
  throw failure ?? new SourceError(file.name, `not in ${folder} (neither .gz nor unpacked)`);

  /** Null for a file that is not there, so that only a real fault is remembered. */
  function unreadable(name: string, thrown: unknown): SourceError | null {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return new SourceError(name, `cannot be read (${message})`, { cause: thrown });
  }
}

/**
 * The decompressed bytes of a file, when they are the published ones.
 * @param bytes compressed by gzip or not; recognised by its first two bytes.
 * @param name what the error calls the file.
 * @throws SourceError when it is cut off, no valid gzip, or of another size or SHA-256.
 */
export function checkContent(bytes: Uint8Array, name: string, file: OfficialFile): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const content = isGzip ? unzip(bytes, name, file) : bytes;
  if (content.length !== file.bytes) {
    const fault = content.length < file.bytes ? 'cut off' : 'too long';
    throw new SourceError(name, `${fault}: ${content.length} bytes, not ${file.bytes}`);
  }
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== file.sha256) {
    throw new SourceError(name, `damaged or another file: SHA-256 ${found}, not ${file.sha256}`);
  }
  return content;
}

function unzip(bytes: Uint8Array, name: string, file: OfficialFile): Uint8Array {
  try {
    // The limit keeps a file that unpacks to gigabytes from filling the memory.
    return gunzipSync(bytes, { maxOutputLength: file.bytes + 1 });
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      Z_BUF_ERROR: 'cut off: the compressed data ends too early',
      ERR_BUFFER_TOO_LARGE: `too long: unpacks to more than ${file.bytes} bytes`,
    };
    const reason = reasons[code ?? ''] ?? `damaged: cannot be unpacked (${message})`;
    throw new SourceError(name, reason, { cause: thrown });
  }
}
