import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../domain/failure';
import type { ArchiveListing } from '../domain/intake/archive';
import type { LeftOut } from './assistant-state';

const fake = vi.hoisted(() => ({
  listing: null as unknown,
  failure: null as unknown,
  asked: [] as [string, number][],
}));

vi.mock('../client/worker-client', () => {
  const worker = {
    listArchive: async (zip: File, room: number) => {
      fake.asked.push([zip.name, room]);
      if (fake.failure) return { ok: false, failure: fake.failure };
      return { ok: true, value: fake.listing };
    },
  };
  return { callInference: (call: (remote: typeof worker) => unknown) => call(worker) };
});
vi.mock('./assistant-queue', () => ({ wakeQueue: () => {} }));

let intake: typeof import('./assistant-intake');
let store: typeof import('./assistant-state').useAssistant;
beforeEach(async () => {
  fake.asked.length = 0;
  fake.failure = null;
  vi.resetModules();
  intake = await import('./assistant-intake');
  store = (await import('./assistant-state')).useAssistant;
});

const picked = (path: string, content = 'x') => ({
  file: new File([content], path.slice(path.lastIndexOf('/') + 1)),
  path,
});

const paths = () => store.getState().photos.map(({ path, status }) => `${path} ${status}`);

function listing(
  entries: ArchiveListing['entries'],
  { beyond = 0, beyondBytes = 0, ignored = 0 }: Partial<LeftOut> = {},
): void {
  fake.listing = { entries, beyond, beyondBytes, ignored } satisfies ArchiveListing;
}

const entry = (path: string, offset: number, end: number) =>
  ({
    path,
    offset,
    end,
    method: 'stored',
    packedBytes: 3,
    bytes: 3,
    checksum: 7,
    modifiedAt: 99,
  }) as const;

describe('takeIn', () => {
  it('keeps the folders of files, and passes over what systems leave in them', async () => {
    await intake.takeIn([
      picked('summer/a.jpg'),
      picked('summer/.DS_Store'),
      picked('summer/notes.txt'),
      picked('.hidden.jpg'),
    ]);
    // A hidden file by itself was meant; what is no photo is listed and refused when it is read.
    expect(paths()).toEqual([
      'summer/a.jpg waiting',
      'summer/notes.txt waiting',
      '.hidden.jpg waiting',
    ]);
    const { leftOut, batch, selectedId, photos } = store.getState();
    expect(leftOut).toEqual({ beyond: 0, beyondBytes: 0, ignored: 1 });
    expect(batch).toMatchObject({ total: 3 });
    expect(selectedId).toBe(photos[0]?.id);
  });

  it('holds 5,000 photos, and says how many more there were', async () => {
    const many = Array.from({ length: 5003 }, (_, at) => picked(`${at}.jpg`));
    await intake.takeIn(many);
    expect(store.getState().photos).toHaveLength(5000);
    expect(store.getState().leftOut.beyond).toBe(3);
    await intake.takeIn([picked('late.jpg')]);
    expect(store.getState().photos).toHaveLength(5000);
    expect(store.getState().leftOut.beyond).toBe(4);
    intake.dismissLeftOut();
    expect(store.getState().leftOut).toEqual({ beyond: 0, beyondBytes: 0, ignored: 0 });
  });

  it('says how many more there were also where they were only counted', async () => {
    await intake.takeIn([picked('a.jpg'), { ...picked('summer/.DS_Store'), further: 7 }]);
    expect(store.getState().leftOut).toEqual({ beyond: 7, beyondBytes: 0, ignored: 1 });
  });

  it('puts the files of a zip where it stood, as parts of it that are not unpacked', async () => {
    const fault = { code: 'archive-nested' } as const;
    listing([entry('in/b.jpg', 1, 7), { path: 'inner.zip', fault }], {
      beyond: 2,
      beyondBytes: 3,
      ignored: 4,
    });
    const zip = picked('all.ZIP', '0123456789');
    await intake.takeIn([picked('a.jpg'), zip, picked('c.jpg')]);
    expect(paths()).toEqual([
      'a.jpg waiting',
      'all.ZIP/in/b.jpg waiting',
      'all.ZIP/inner.zip refused',
      'c.jpg waiting',
    ]);
    expect(fake.asked).toEqual([['all.ZIP', 4999]]);
    const [, inZip, nested] = store.getState().photos;
    expect([inZip?.file.name, inZip?.file.lastModified]).toEqual(['b.jpg', 99]);
    expect(await inZip?.file.text()).toBe('123456');
    expect(inZip?.packing).toEqual({ method: 'stored', packedBytes: 3, bytes: 3, checksum: 7 });
    expect(nested?.failure).toEqual({ code: 'photo-refused', file: 'inner.zip', fault });
    expect(store.getState().leftOut).toEqual({ beyond: 2, beyondBytes: 3, ignored: 4 });
    expect(store.getState().batch).toMatchObject({ total: 3 });
    expect(store.getState().opening).toBeNull();
  });

  it('lists a zip that cannot be opened with the reason, and goes on', async () => {
    const failure: Failure = {
      code: 'photo-refused',
      file: 'x.zip',
      fault: { code: 'archive-damaged' },
    };
    fake.failure = failure;
    await intake.takeIn([picked('x.zip'), picked('a.jpg')]);
    expect(paths()).toEqual(['x.zip refused', 'a.jpg waiting']);
    expect(store.getState().photos[0]?.failure).toEqual(failure);
    expect(store.getState().opening).toBeNull();
  });

  it('adds nothing of a zip that was being opened when all photos were taken out', async () => {
    listing([entry('b.jpg', 1, 4)]);
    const taking = intake.takeIn([picked('x.zip'), picked('a.jpg')]);
    intake.stopOpening();
    await taking;
    expect(paths()).toEqual([]);
    await intake.takeIn([picked('c.jpg')]);
    expect(paths()).toEqual(['c.jpg waiting']);
  });

  it('says nothing of what a zip holds beyond, either, when that was stopped', async () => {
    listing([entry('b.jpg', 1, 4)], { beyond: 2, beyondBytes: 3, ignored: 4 });
    const taking = intake.takeIn([picked('x.zip')]);
    expect(store.getState().opening).toBe('x.zip');
    intake.stopOpening();
    expect(store.getState().opening).toBeNull();
    await taking;
    expect(store.getState().leftOut).toEqual({ beyond: 0, beyondBytes: 0, ignored: 0 });
  });

  it('lists a file that went away while it was picked', async () => {
    await intake.takeIn([{ file: null, path: 'summer/gone.jpg' }]);
    expect(paths()).toEqual(['summer/gone.jpg refused']);
    expect(store.getState().photos[0]?.failure).toMatchObject({ fault: { code: 'unreadable' } });
    expect(store.getState().batch).toBeNull();
  });
});

/** A search for files, which the test ends. */
function search() {
  let resolve: (files: ReturnType<typeof picked>[]) => void = () => {};
  const promise = new Promise<ReturnType<typeof picked>[]>((found) => {
    resolve = found;
  });
  return { promise, resolve };
}

describe('takeInFound', () => {
  it('names a folder while its files are looked for, then adds them', async () => {
    const finding = search();
    const taking = intake.takeInFound('summer', finding.promise);
    expect(store.getState().opening).toBe('summer');
    finding.resolve([picked('summer/a.jpg')]);
    await taking;
    expect(store.getState().opening).toBeNull();
    expect(paths()).toEqual(['summer/a.jpg waiting']);
  });

  it('adds nothing of it once that was stopped, and all of what came after', async () => {
    const stopped = search();
    const taking = intake.takeInFound('summer', stopped.promise);
    intake.stopOpening();
    const next = search();
    const takingNext = intake.takeInFound('winter', next.promise);
    stopped.resolve([picked('summer/a.jpg')]);
    await taking;
    expect(store.getState().opening).toBe('winter');
    next.resolve([picked('winter/b.jpg')]);
    await takingNext;
    expect(paths()).toEqual(['winter/b.jpg waiting']);
  });

  it('goes on naming what is still being opened when another is', async () => {
    const slow = search();
    const taking = intake.takeInFound('slow', slow.promise);
    await intake.takeInFound('fast', Promise.resolve([picked('fast/a.jpg')]));
    expect(store.getState().opening).toBe('slow');
    slow.resolve([]);
    await taking;
    expect(store.getState().opening).toBeNull();
  });
});
