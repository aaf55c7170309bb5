import { beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import type { Failure } from '../domain/failure';
import type { ExamplesRequest, ImportedDataset } from '../protocol/inference';
import type { PhotoItem } from './assistant-state';

const fake = vi.hoisted(() => ({
  base: 'fashion-mnist',
  added: [] as unknown[],
  /** Whether the worker goes on adding until it is told to end. */
  isSlow: false,
  end: null as (() => void) | null,
  ended: [] as string[],
  taken: [] as unknown[],
  /** How long storing takes; null: no time. */
  store: null as (() => Promise<void>) | null,
  /** Files that were cut out; each waits until it is let go on. */
  cut: [] as { name: string; go: () => void }[],
  failure: null as unknown,
  storing: null as unknown,
}));

vi.mock('../client/worker-client', () => ({
  callInference: (call: (worker: unknown) => unknown) =>
    call({
      addExamples: async (request: ExamplesRequest) => {
        fake.added.push(request);
        if (fake.isSlow) {
          await new Promise<void>((end) => {
            fake.end = end;
          });
          return { ok: true, value: null };
        }
        const info = { id: 'own-1', name: request.name };
        return { ok: true, value: { info, content: {} } };
      },
      cancelImport: async (id: string) => {
        fake.ended.push(id);
        fake.end?.();
      },
    }),
}));
vi.mock('./networks', () => ({
  callNetwork: (call: (worker: unknown) => unknown) =>
    call({
      garmentPixels: async (_: string, { file }: { file: File }) => {
        if (fake.failure) {
          const { AtelierError } = await import('../domain/failure');
          throw new AtelierError(fake.failure as Failure);
        }
        await new Promise<void>((go) => fake.cut.push({ name: file.name, go }));
        return new Uint8Array(784).fill(9);
      },
    }),
}));
vi.mock('./dataset', () => ({ fashionImages: async () => ({ id: fake.base }) }));
vi.mock('./own-data', () => ({
  useOwnData: create(() => ({ failure: null as unknown })),
  dismissOutcome: () => {},
  takeDataset: async (imported: ImportedDataset) => {
    fake.taken.push(imported.info);
    await fake.store?.();
    const { useOwnData } = await import('./own-data');
    useOwnData.setState({ failure: fake.storing as Failure | null });
  },
}));

let store: typeof import('./own-examples');
let assistant: typeof import('./assistant-state').useAssistant;

beforeEach(async () => {
  Object.assign(fake, {
    base: 'fashion-mnist',
    added: [],
    isSlow: false,
    end: null,
    ended: [],
    taken: [],
    store: null,
    cut: [],
    failure: null,
    storing: null,
  });
  vi.resetModules();
  store = await import('./own-examples');
  assistant = (await import('./assistant-state')).useAssistant;
});

/** A photo that was answered by a network of grey images, or of colour. */
function photo(name: string, correctedName: string | null, isGrey = true): PhotoItem {
  const pixels = isGrey ? new Uint8Array(784).fill(4) : null;
  return { id: name, file: new File(['x'], name), correctedName, result: { pixels } } as PhotoItem;
}

const CALLED = { 'fashion-mnist': { name: 'Fashion-MNIST' }, starter: { name: 'Sample' } };
const keep = () => store.keepExamples(10, CALLED, (base) => `${base} and more`);
const state = () => store.useOwnExamples.getState();

describe('examplesOf', () => {
  it('takes what a person said something about, by the label of Fashion-MNIST', () => {
    const photos = [
      photo('a', 'T-shirt'),
      photo('b', null),
      photo('c', 'Hat'),
      photo('d', 'Sandal'),
    ];
    const { list, without } = store.examplesOf(photos);
    expect(list.map((example) => [example.photo.id, example.label])).toEqual([
      ['a', 0],
      ['d', 5],
    ]);
    expect(without).toBe(1);
  });
});

describe('keeping examples', () => {
  it('makes a data set of what the network saw, named after what they were added to', async () => {
    assistant.setState({ photos: [photo('a', 'Dress'), photo('b', 'Sandal'), photo('c', null)] });
    await keep();
    const [{ base, baseName, examples, copies, name }] = fake.added as [ExamplesRequest];
    expect({ base, baseName, copies, name }).toEqual({
      base: { id: 'fashion-mnist' },
      baseName: 'Fashion-MNIST',
      copies: 10,
      name: 'Fashion-MNIST and more',
    });
    expect([...examples.labels]).toEqual([3, 5]);
    expect([...examples.pixels]).toEqual(new Array(2 * 784).fill(4));
    expect(fake.taken).toEqual([{ id: 'own-1', name: 'Fashion-MNIST and more' }]);
    expect(state()).toEqual({
      progress: null,
      kept: 'Fashion-MNIST and more',
      missing: [],
      failure: null,
    });
  });

  it('cuts the garments out where a network of colour answered, and tells how far it is', async () => {
    assistant.setState({ photos: [photo('a', 'Dress', false), photo('b', 'Trousers', false)] });
    const kept = keep();
    await vi.waitFor(() => expect(fake.cut.map(({ name }) => name)).toEqual(['a']));
    expect(state().progress).toMatchObject({ done: 0, total: 2 });
    fake.cut[0]?.go();
    await vi.waitFor(() => expect(fake.cut.length).toBe(2));
    expect(state().progress).toMatchObject({ done: 1, total: 2 });
    fake.cut[1]?.go();
    await kept;
    const [{ examples }] = fake.added as [ExamplesRequest];
    expect([...examples.labels]).toEqual([3, 1]);
    expect([...examples.pixels]).toEqual(new Array(2 * 784).fill(9));
  });

  it('keeps the others where the file of one is gone, and says which', async () => {
    fake.failure = { code: 'photo-refused', file: 'a', fault: { code: 'unreadable' } };
    assistant.setState({ photos: [photo('a', 'Dress', false), photo('b', 'Sandal')] });
    const nameOf = vi.fn(() => 'mine');
    await store.keepExamples(10, CALLED, nameOf);
    expect(nameOf).toHaveBeenCalledWith('Fashion-MNIST', 1);
    const [{ examples }] = fake.added as [ExamplesRequest];
    expect([...examples.labels]).toEqual([5]);
    expect([...examples.pixels]).toEqual(new Array(784).fill(4));
    expect(state()).toEqual({ progress: null, kept: 'mine', missing: ['a'], failure: null });
  });

  it('keeps nothing once it is cancelled', async () => {
    assistant.setState({ photos: [photo('a', 'Dress', false)] });
    const kept = keep();
    await vi.waitFor(() => expect(fake.cut.length).toBe(1));
    await store.cancelExamples();
    fake.cut[0]?.go();
    await kept;
    expect([fake.added, fake.taken, fake.ended]).toEqual([[], [], []]);
    expect(state()).toEqual({ progress: null, kept: null, missing: [], failure: null });
  });

  it('has the worker end too when it is cancelled there, and may begin anew at once', async () => {
    fake.isSlow = true;
    assistant.setState({ photos: [photo('a', 'Dress')] });
    const kept = keep();
    await vi.waitFor(() => expect(fake.added.length).toBe(1));
    const cancelled = store.cancelExamples();
    expect(state().progress).toBeNull();
    fake.isSlow = false;
    await Promise.all([cancelled, kept, keep()]);
    const [first, second] = fake.added as ExamplesRequest[];
    expect(fake.ended).toEqual([first?.importId]);
    expect(second?.importId).not.toBe(first?.importId);
    expect(fake.taken.length).toBe(1);
    expect(state().kept).toBe('Fashion-MNIST and more');
    await store.cancelExamples();
    expect(fake.ended.length).toBe(1);
  });

  it('cannot be cancelled any more once it is being stored', async () => {
    let stored = () => {};
    fake.store = () => new Promise((resolve) => (stored = resolve));
    assistant.setState({ photos: [photo('a', 'Dress')] });
    const kept = keep();
    await vi.waitFor(() => expect(state().progress?.isStoring).toBe(true));
    await store.cancelExamples();
    expect(state().progress?.isStoring).toBe(true);
    stored();
    await kept;
    expect(state()).toEqual({
      progress: null,
      kept: 'Fashion-MNIST and more',
      missing: [],
      failure: null,
    });
  });

  it('names the sample where Fashion-MNIST is not there', async () => {
    fake.base = 'starter';
    assistant.setState({ photos: [photo('a', 'Dress')] });
    await keep();
    expect(state().kept).toBe('Sample and more');
  });

  it('tells why a photo could not be cut out, and that a data set is not stored', async () => {
    fake.failure = { code: 'photo-refused', file: 'a', fault: { code: 'unreadable' } };
    assistant.setState({ photos: [photo('a', 'Dress', false)] });
    await keep();
    expect(state()).toEqual({ progress: null, kept: null, missing: [], failure: fake.failure });

    fake.failure = null;
    fake.storing = { code: 'dataset-not-stored', name: 'x', reason: 'full' };
    assistant.setState({ photos: [photo('a', 'Dress')] });
    await keep();
    expect(state()).toEqual({
      progress: null,
      kept: 'Fashion-MNIST and more',
      missing: [],
      failure: fake.storing,
    });
  });
});
