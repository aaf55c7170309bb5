import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Failure, toFailure } from '../../domain/failure';
import { PATIENCE_SECONDS } from '../../domain/intake/deadline';
import { CATALOGUE } from '../../domain/models/catalogue';
import { NO_ADJUSTMENTS } from '../../domain/photo/photo';
import { listArchive } from './archive';
import { classify } from './networks';
import { readPhoto, summarizePhoto } from './photo';
import { fakeBitmap, stubBrowser } from './testing';

vi.mock('./networks', () => ({
  classify: vi.fn(),
  openedNetwork: vi.fn(() => ({ spec: CATALOGUE['s3-cnn'], photoTemperature: 1 })),
}));

beforeEach(() => {
  vi.mocked(classify).mockResolvedValue(new Float32Array(30).fill(0.1));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

let photos = 0;
/** An id not used before. */
const newId = () => `hanging ${photos++}`;
const never = () => new Promise<never>(() => {});
const sourceOf = (name: string) => ({ file: pngFile(name), packing: null });

/** Markers of a PNG of 60 x 40 pixels without an image: the browser that would decode it is a fake. */
function pngFile(name: string): File {
  const text = (content: string) => Array.from(content, (letter) => letter.charCodeAt(0));
  const header = [
    0,
    0,
    0,
    13,
    ...text('IHDR'),
    0,
    0,
    0,
    60,
    0,
    0,
    0,
    40,
    8,
    6,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const end = [0, 0, 0, 0, ...text('IEND'), 0, 0, 0, 0];
  const bytes = [0x89, ...text('PNG'), 13, 10, 26, 10, ...header, ...end];
  return new File([Uint8Array.from(bytes)], name);
}

/** A file of a network drive that went away. */
function hangingSource(name: string) {
  const source = sourceOf(name);
  source.file.arrayBuffer = never;
  return source;
}

const summarize = (source: ReturnType<typeof sourceOf>, id = newId()) =>
  summarizePhoto('network', id, source, NO_ADJUSTMENTS, null);

/** Why it fails; also when that is known before anybody waits for it. */
function failureOf(work: Promise<unknown>): Promise<Failure | null> {
  return work.then(
    () => null,
    (thrown: unknown) => toFailure(thrown),
  );
}

const tooSlow = (file: string, step: 'read' | 'decode' | 'list'): Failure => ({
  code: 'photo-refused',
  file,
  fault: { code: 'too-slow', step, seconds: PATIENCE_SECONDS },
});

async function letDeadlinePass(): Promise<void> {
  await vi.advanceTimersByTimeAsync(PATIENCE_SECONDS * 1000);
}

describe('a file that is never read', () => {
  it('is refused by its name after the deadline, and answered when it comes another time', async () => {
    stubBrowser();
    const source = hangingSource('cloud.png');
    const id = newId();
    const reading = failureOf(readPhoto(id, source, false));
    await letDeadlinePass();
    expect(await reading).toEqual(tooSlow('cloud.png', 'read'));
    expect((await readPhoto(id, sourceOf('cloud.png'), false)).fingerprint).toHaveLength(64);
    expect((await summarize(sourceOf('cloud.png'), id)).pixels).toHaveLength(784);
  });

  it('does not keep the others from being answered meanwhile', async () => {
    stubBrowser();
    const stuck = failureOf(summarize(hangingSource('drive.png')));
    expect((await summarize(sourceOf('next.png'))).pixels).toHaveLength(784);
    await letDeadlinePass();
    expect(await stuck).toEqual(tooSlow('drive.png', 'read'));
  });

  it('is refused as a zip as well, when its directory never comes', async () => {
    const zip = new File([new Uint8Array(100)], 'drive.zip');
    vi.spyOn(zip, 'slice').mockReturnValue(Object.assign(new Blob(), { arrayBuffer: never }));
    const listing = failureOf(listArchive(zip, 10));
    // The reader is fetched first.
    await vi.waitFor(() => expect(zip.slice).toHaveBeenCalled());
    await letDeadlinePass();
    expect(await listing).toEqual(tooSlow('drive.zip', 'list'));
  });
});

describe('a picture that is never decoded', () => {
  it('is refused by its name, the next is answered, and a late bitmap is closed', async () => {
    let giveBitmap: (bitmap: ImageBitmap) => void = () => {};
    const late = new Promise<ImageBitmap>((resolve) => {
      giveBitmap = resolve;
    });
    const { decode } = stubBrowser();
    decode.mockReturnValueOnce(late);
    const stuck = failureOf(summarize(sourceOf('stuck.png')));
    await vi.waitFor(() => expect(decode).toHaveBeenCalledTimes(1));
    const next = summarize(sourceOf('next.png'));
    await letDeadlinePass();
    expect(await stuck).toEqual(tooSlow('stuck.png', 'decode'));
    expect((await next).pixels).toHaveLength(784);
    expect(decode).toHaveBeenCalledTimes(2);
    const bitmap = fakeBitmap(60, 40);
    giveBitmap(bitmap);
    await vi.waitFor(() => expect(bitmap.close).toHaveBeenCalledOnce());
  });

  it('has its own time, which begins when the one before is done with', async () => {
    const { decode } = stubBrowser();
    decode.mockImplementation(never);
    const stuck = ['a.png', 'b.png'].map((name) => failureOf(summarize(sourceOf(name))));
    await vi.waitFor(() => expect(decode).toHaveBeenCalledTimes(1));
    await letDeadlinePass();
    expect(await stuck[0]).toEqual(tooSlow('a.png', 'decode'));
    await vi.waitFor(() => expect(decode).toHaveBeenCalledTimes(2));
    await letDeadlinePass();
    expect(await stuck[1]).toEqual(tooSlow('b.png', 'decode'));
  });
});
