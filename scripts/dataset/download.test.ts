import { readdir, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadFiles } from './download';
import { PARTS } from './official';
import { type TinyDataset, temporaryFolder, tinyDataset } from './testing';

let tiny: TinyDataset;
let cacheFolder: string;
let lines: string[];
let asked: string[];
let server: Server | undefined;

beforeEach(async () => {
  tiny = tinyDataset();
  cacheFolder = await temporaryFolder();
  lines = [];
  asked = [];
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** Starts a server and downloads from it. */
async function downloadFrom(listener: RequestListener) {
  const started = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(started.address() as AddressInfo).port}/`;
  const report = (line: string) => lines.push(line);
  return downloadFiles({ address, cacheFolder, files: tiny.files, idleTimeout: 300, report });
}

/** Serves the stand-in files, each through `change`. */
function serve(change: (bytes: Buffer) => Buffer = (bytes) => bytes): RequestListener {
  return (request, response) => {
    const part = PARTS.find((known) => `/${tiny.files[known].name}.gz` === request.url);
    if (!part) throw new Error(`unexpected request ${request.url}`);
    response.end(change(gzipSync(tiny.contents[part])));
  };
}

describe('downloadFiles', () => {
  it('downloads all files with progress and keeps them', async () => {
    const contents = await downloadFrom(serve());
    expect(Buffer.compare(contents.testImages, tiny.contents.testImages)).toBe(0);
    expect(lines).toContain('  tiny-train-images.gz: 0.0 of 0.0 MB (100 %)');
    expect((await readdir(cacheFolder)).sort()).toEqual(
      PARTS.map((part) => `${tiny.files[part].name}.gz`).sort(),
    );
  });

  it('asks only for what the cache lacks', async () => {
    await writeFile(join(cacheFolder, 'tiny-train-images'), tiny.contents.trainImages);
    await writeFile(join(cacheFolder, 'tiny-train-labels.gz'), 'rubbish');
    await downloadFrom(serve());
    expect(asked).not.toContain('/tiny-train-images.gz');
    expect(asked).toContain('/tiny-train-labels.gz');
  });

  it('keeps nothing of a file that is cut off or another one', async () => {
    await expect(downloadFrom(serve((bytes) => bytes.subarray(0, 50)))).rejects.toThrow(
      'tiny-train-images.gz: cut off',
    );
    server?.close();
    await expect(downloadFrom(serve(() => gzipSync('<html>')))).rejects.toThrow(
      'tiny-train-images.gz: cut off: 6 bytes, not 23536',
    );
    expect(await readdir(cacheFolder)).toEqual([]);
  });

  it('says what the server answered', async () => {
    const refuse: RequestListener = (_, response) => response.writeHead(403).end();
    await expect(downloadFrom(refuse)).rejects.toThrow(
      'tiny-train-images.gz: the server answered 403 Forbidden',
    );
  });

  it('gives up on a server that stalls', async () => {
    const stall: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('abc');
    };
    await expect(downloadFrom(stall)).rejects.toThrow('the server sent nothing for 0.3 s');
  });

  it('gives up on a server that breaks off or never stops', async () => {
    const breakOff: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('abc');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(downloadFrom(breakOff)).rejects.toThrow('the download failed');
    server?.close();
    const endless: RequestListener = (_, response) => response.end(Buffer.alloc(100_000));
    await expect(downloadFrom(endless)).rejects.toThrow('the server sends too many bytes');
  });

  it('says why a server cannot be reached', async () => {
    const options = { cacheFolder, files: tiny.files, idleTimeout: 300, report: () => {} };
    const nobody = downloadFiles({ ...options, address: 'http://127.0.0.1:9/' });
    await expect(nobody).rejects.toThrow(/tiny-train-images\.gz: the download failed \(.+\)/);
  });
});
