/** The official download: fetches what the cache folder lacks, checks it, and keeps it there. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileContents, type OfficialFile, type OfficialFiles, PARTS } from './official';
import { checkContent, type Report, readFromFolder, SourceError } from './source';

/** What a download needs; tests give another address, a short timeout and small files. */
export interface DownloadOptions {
  /** Address under which each `<name>.gz` lies; ends with a slash. */
  address: string;
  /** Where good files are kept, and where a file that is already there is taken from. */
  cacheFolder: string;
  files: OfficialFiles;
  /** Milliseconds without a single byte after which the server counts as unreachable. */
  idleTimeout: number;
  report: Report;
}

/**
 * All four files; those that the cache folder does not hold in good order are downloaded into it.
 * A file gets its name in the cache only when its content is checked.
 * @throws SourceError when the server cannot be reached, refuses, stalls or sends something else.
 */
export async function downloadFiles(options: DownloadOptions): Promise<FileContents> {
  const contents: Partial<FileContents> = {};
  for (const part of PARTS) {
    const file = options.files[part];
    contents[part] = (await fromCache(file, options)) ?? (await downloadFile(file, options));
  }
  return contents as FileContents;
}

async function fromCache(file: OfficialFile, options: DownloadOptions): Promise<Uint8Array | null> {
  try {
    return await readFromFolder(options.cacheFolder, file);
  } catch (thrown) {
    // Missing or damaged: the reason was told when the cache folder itself was tried.
    if (thrown instanceof SourceError) return null;
    throw thrown;
  }
}

async function downloadFile(file: OfficialFile, options: DownloadOptions): Promise<Uint8Array> {
  const name = `${file.name}.gz`;
  const bytes = await fetchBytes(name, file, options);
  const content = checkContent(bytes, name, file);
  await keepInCache(options.cacheFolder, name, bytes);
  return content;
}

/**
 * Writes a checked file into the cache folder, aside first, so that it is never there half-written.
 * @throws the file system's error, when the folder cannot be written.
 */
export async function keepInCache(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const aside = join(folder, `${name}.${process.pid}.part`);
  try {
    await writeFile(aside, bytes);
    await rename(aside, join(folder, name));
  } finally {
    await rm(aside, { force: true });
  }
}

async function fetchBytes(
  name: string,
  file: OfficialFile,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), options.idleTimeout);
  try {
    const response = await fetch(new URL(name, options.address), { signal: abort.signal });
    if (!response.ok || !response.body) {
      throw new SourceError(name, `the server answered ${response.status} ${response.statusText}`);
    }
    const progress = progressLine(name, Number(response.headers.get('content-length')), options);
    const chunks: Uint8Array[] = [];
    let received = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), options.idleTimeout);
      chunks.push(chunk);
      received += chunk.length;
      // Compressed it is never longer than unpacked (but for a header): this is another file.
      if (received > file.bytes + 1024)
        throw new SourceError(name, 'the server sends too many bytes');
      progress(received);
    }
    return Buffer.concat(chunks);
  } catch (thrown) {
    throw thrown instanceof SourceError ? thrown : unreachable(name, thrown, abort, options);
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(
  name: string,
  thrown: unknown,
  abort: AbortController,
  options: DownloadOptions,
): SourceError {
  const seconds = options.idleTimeout / 1000;
  const { cause, message } = thrown as Error & { cause?: NodeJS.ErrnoException };
  const reason = abort.signal.aborted
    ? `the server sent nothing for ${seconds} s`
    : `the download failed (${cause?.code ?? cause?.message ?? message})`;
  return new SourceError(name, reason, { cause: thrown });
}

/** Reports at each further tenth: few enough lines for a log, often enough for a person. */
function progressLine(
  name: string,
  total: number,
  options: DownloadOptions,
): (received: number) => void {
  let told = -1;
  return (received) => {
    const tenth = total > 0 ? Math.floor((received / total) * 10) : Math.floor(received / 2e6);
    if (tenth === told) return;
    told = tenth;
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
    const share =
      total > 0 ? ` of ${megabytes(total)} MB (${Math.floor((100 * received) / total)} %)` : ' MB';
    options.report(`  ${name}: ${megabytes(received)}${share}`);
  };
}
