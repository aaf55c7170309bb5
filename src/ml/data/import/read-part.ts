/** Reads the files of one part into images. */
import { CsvImageReader } from '../../../domain/csv-images';
import { IMAGE_PIXELS } from '../../../domain/dataset';
import { IdxError, parseIdxImages, parseIdxLabels } from '../../../domain/idx';
import { DataError, refused } from '../../../domain/own-data-error';
import type { PartFiles } from '../../../domain/own-data-files';
import { ImageCollector, type ImageSource } from '../../../domain/own-data-images';
import { MAX_IMAGES } from '../../../domain/own-data-limits';
import type { ImportJob } from './job';
import { contentOf, isUnreadable, type OpenFile } from './open-file';

/** Text is parsed in pieces that take a few milliseconds. */
const SLICE_BYTES = 256 * 1024;
/** More than the largest allowed image file has. */
const MAX_IDX_BYTES = 16 + MAX_IMAGES * IMAGE_PIXELS;

/**
 * Reads a part.
 * @throws AtelierError `data-refused` naming the file; Cancelled
 */
export async function readPart(part: PartFiles<OpenFile>, job: ImportJob): Promise<ImageSource> {
  if (part.kind === 'csv') return namingFile(part.file, () => readCsv(part.file, job));
  const { images, labels } = part;
  const labelBytes = await namingFile(labels, async () =>
    parseIdxLabels(await readWhole(labels, job, () => {})),
  );
  const { count, pixels } = await namingFile(images, () => readIdxImages(images, job));
  if (count !== labelBytes.length) {
    throw refused(images.name, {
      code: 'counts-differ',
      images: count,
      labels: labelBytes.length,
    });
  }
  return {
    count,
    labels: labelBytes as Uint8Array<ArrayBuffer>,
    pixelsAt: (index) => {
      const start = index * IMAGE_PIXELS;
      return pixels.subarray(start, start + IMAGE_PIXELS) as Uint8Array<ArrayBuffer>;
    },
  };
}

/** Gives what a reader complains of the name of its file. */
export async function namingFile<T>(
  { name }: { name: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof DataError) throw refused(name, thrown.fault);
    if (isUnreadable(thrown)) throw refused(name, { code: 'unreadable' });
    if (thrown instanceof IdxError) throw refused(name, { code: 'idx', fault: thrown.fault });
    throw thrown;
  }
}

async function readCsv(file: OpenFile, job: ImportJob): Promise<ImageSource> {
  const images = new ImageCollector(MAX_IMAGES);
  const reader = new CsvImageReader(images);
  const before = job.images;
  for await (const bytes of contentOf(file, job, counting(job))) {
    for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
      reader.push(bytes.subarray(start, start + SLICE_BYTES));
      job.images = before + images.count;
      await job.breathe();
    }
  }
  reader.end();
  job.images = before + images.count;
  return images;
}

async function readIdxImages(file: OpenFile, job: ImportJob) {
  const before = job.images;
  const bytes = await readWhole(file, job, (read) => {
    job.images = before + Math.max(0, Math.floor((read - 16) / IMAGE_PIXELS));
  });
  return parseIdxImages(bytes);
}

/** The whole content; its length is not believed before it is there. */
async function readWhole(
  file: OpenFile,
  job: ImportJob,
  onRead: (bytes: number) => void,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of contentOf(file, job, counting(job))) {
    pieces.push(bytes);
    length += bytes.length;
    // Whatever the header says: nothing allowed is as long.
    if (length > MAX_IDX_BYTES) throw new DataError({ code: 'too-many-images', limit: MAX_IMAGES });
    onRead(length);
    await job.breathe();
  }
  const whole = new Uint8Array(length);
  let position = 0;
  for (const piece of pieces.splice(0)) {
    whole.set(piece, position);
    position += piece.length;
  }
  return whole;
}

function counting(job: ImportJob): (bytes: number) => void {
  return (bytes) => {
    job.bytes += bytes;
  };
}
