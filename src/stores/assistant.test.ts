import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_ADJUSTMENTS } from '../domain/photo/photo';
import {
  actions,
  asked,
  end,
  fake,
  fakeNetworks,
  fakePreferences,
  fakeScopeCheck,
  files,
  labels,
  networkOf,
  networks,
  REFUSED,
  settle,
  startAfresh,
  states,
  store,
} from './assistant-testing';

const listArchive = vi.hoisted(() => vi.fn());
vi.mock('../client/worker-client', () => ({
  callInference: (call: (worker: unknown) => unknown) => call({ listArchive }),
}));
vi.mock('./scope-check', () => fakeScopeCheck);
vi.mock('./preferences', () => fakePreferences);
vi.mock('./networks', () => fakeNetworks);

beforeEach(startAfresh);

describe('the selected photo', () => {
  it('comes before those that wait', async () => {
    actions.addPhotos(files('a', 'b', 'c', 'd'));
    await vi.waitFor(() => expect(asked.length).toBe(2));
    actions.selectPhoto(store.getState().photos[3]?.id ?? '');
    await end(1);
    await vi.waitFor(() => expect(asked.length).toBe(3));
    expect(asked[2]?.id).toBe('d');
  });

  it('is asked again for its steps, which are kept for no other', async () => {
    actions.addPhotos(files('a', 'b'));
    await end(1);
    await end(2);
    const [first, second] = store.getState().photos;
    actions.selectPhoto(second?.id ?? '');
    expect(store.getState().open).toBeNull();
    await end(3);
    expect(store.getState().open?.id).toBe(second?.id);
    expect(first?.result).not.toBeNull();
  });
});

describe('adjustments', () => {
  async function answered() {
    actions.addPhotos(files('a'));
    await end(1);
    return store.getState().photos[0]?.id ?? '';
  }

  it('wait for the answer under way, and only the newest of them is asked', async () => {
    const id = await answered();
    for (const left of [0.1, 0.2, 0.3]) {
      actions.adjustPhoto(id, { crop: { left, top: 0, width: 0.5, height: 0.5 } });
    }
    await vi.waitFor(() => expect(asked.length).toBe(2));
    await end(2);
    await end(3, 7);
    expect(asked.map(({ adjustments }) => adjustments.crop?.left)).toEqual([undefined, 0.1, 0.3]);
    expect(labels()).toEqual([7]);
  });

  it('are asked at once while two files do not come', async () => {
    const id = await answered();
    actions.addPhotos(files('b', 'c', 'd'));
    await vi.waitFor(() => expect(asked.map((question) => question.id)).toEqual(['a', 'b', 'c']));
    actions.adjustPhoto(id, { invert: 'yes' });
    await end(4, 6);
    expect(asked[3]?.id).toBe('a');
    expect(labels()).toEqual([6, null, null, null]);
    // One that was not read yet would have to wait for its file too.
    actions.selectPhoto(store.getState().photos[3]?.id ?? '');
    await settle();
    expect(asked).toHaveLength(4);
  });

  it('are answered too when another photo was selected meanwhile', async () => {
    actions.addPhotos(files('a', 'b'));
    await end(1);
    await end(2);
    const [a, b] = store.getState().photos.map((photo) => photo.id);
    actions.adjustPhoto(a ?? '', { invert: 'yes' });
    await vi.waitFor(() => expect(asked.length).toBe(3));
    actions.adjustPhoto(a ?? '', { invert: 'no' });
    actions.selectPhoto(b ?? '');
    await end(3);
    await end(4);
    await end(5, 8);
    expect(asked.slice(3).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(labels()).toEqual([8, 0]);
  });

  it('that give no answer leave the last one, with the reason', async () => {
    const id = await answered();
    actions.adjustPhoto(id, { crop: { left: 0, top: 0, width: 0.05, height: 0.05 } });
    await vi.waitFor(() => expect(asked.length).toBe(2));
    asked[1]?.fail(REFUSED);
    await settle();
    const { photos, open } = store.getState();
    expect(photos[0]).toMatchObject({ status: 'answered', failure: null });
    expect(open?.failure).toEqual(REFUSED);
    expect(open?.prepared).not.toBeNull();
    actions.resetPhoto(id);
    await end(3);
    expect(store.getState().open?.failure).toBeNull();
    expect(store.getState().photos[0]?.adjustments).toEqual(NO_ADJUSTMENTS);
  });

  it('keep strokes in their order, turn them with the photo, and take the last one back', async () => {
    const id = await answered();
    const marks = () => store.getState().photos[0]?.adjustments.marks;
    const [first, second] = [
      { x: 0.25, y: 0.125 },
      { x: 1, y: 0 },
    ];
    actions.markPhoto(id, { kind: 'garment', places: [first] });
    actions.markPhoto(id, { kind: 'background', places: [first, second] });
    actions.turnPhoto(id, 'right');
    const turned = { x: 0.875, y: 0.25 };
    expect(marks()).toEqual([
      { kind: 'garment', places: [turned] },
      { kind: 'background', places: [turned, { x: 1, y: 1 }] },
    ]);
    actions.turnPhoto(id, 'left');
    actions.unmarkPhoto(id);
    expect(marks()).toEqual([{ kind: 'garment', places: [first] }]);
    actions.resetPhoto(id);
    expect(marks()).toEqual([]);
  });

  it('turn the chosen part with the photo', async () => {
    const id = await answered();
    const crop = { left: 0.125, top: 0.25, width: 0.5, height: 0.25 };
    actions.adjustPhoto(id, { crop });
    actions.turnPhoto(id, 'right');
    expect(store.getState().photos[0]?.adjustments).toMatchObject({
      turns: 1,
      crop: { left: 0.5, top: 0.125, width: 0.25, height: 0.5 },
    });
    actions.turnPhoto(id, 'left');
    expect(store.getState().photos[0]?.adjustments).toMatchObject({ turns: 0, crop });
  });
});

describe('duplicates', () => {
  const originals = () =>
    store.getState().photos.map(({ duplicateOf }) => {
      const original = store.getState().photos.findIndex(({ id }) => id === duplicateOf);
      return original < 0 ? null : original;
    });

  it('are not answered, and say which photo they repeat', async () => {
    actions.addPhotos(files('a', 'b', 'a', 'a'));
    await end(1);
    await end(2);
    await vi.waitFor(() => expect(store.getState().batch).toBeNull());
    expect(states()).toEqual(['a answered', 'b answered', 'a duplicate', 'a duplicate']);
    expect(originals()).toEqual([null, null, 0, 0]);
    expect(asked.length).toBe(2);
  });

  it('are found among photos that were added before', async () => {
    actions.addPhotos(files('a'));
    await end(1);
    actions.addPhotos(files('a'));
    await vi.waitFor(() => expect(states()).toEqual(['a answered', 'a duplicate']));
  });

  it('are answered when a person wants it', async () => {
    actions.addPhotos(files('a', 'a'));
    await end(1);
    await vi.waitFor(() => expect(store.getState().batch).toBeNull());
    actions.keepDuplicate(store.getState().photos[1]?.id ?? '');
    await end(2, 4);
    expect(states()).toEqual(['a answered', 'a answered']);
    expect(labels()).toEqual([0, 4]);
    expect(fake.read.length).toBe(2);
  });

  it('take the place of the first when that is removed', async () => {
    actions.addPhotos(files('a', 'a', 'a'));
    await end(1);
    await vi.waitFor(() => expect(store.getState().batch).toBeNull());
    actions.removePhoto(store.getState().photos[0]?.id ?? '');
    await end(2, 3);
    await vi.waitFor(() => expect(states()).toEqual(['a answered', 'a duplicate']));
    expect(originals()).toEqual([null, 0]);
    expect(labels()).toEqual([3, null]);
  });

  it('take its place also when that was found out only a moment ago', async () => {
    actions.addPhotos(files('z', 'a', 'a', 'c', 'd', 'e'));
    await end(1);
    await end(2);
    await vi.waitFor(() => expect(fake.read).toContain('c'));
    expect(states()[2]).toBe('a waiting');
    actions.removePhoto(store.getState().photos[1]?.id ?? '');
    for (let call = 3; call <= 6; call++) await end(call);
    await vi.waitFor(() => expect(store.getState().batch).toBeNull());
    expect(states()).toEqual(['z', 'a', 'c', 'd', 'e'].map((name) => `${name} answered`));
  });

  it('are no duplicates of what was cleared', async () => {
    actions.addPhotos(files('a'));
    await end(1);
    actions.clearPhotos();
    actions.addPhotos(files('a'));
    await end(2);
    expect(states()).toEqual(['a answered']);
  });
});

describe('a zip that is being opened', () => {
  it('begins no photos after the others were cancelled', async () => {
    let answer = (_: unknown): void => {};
    listArchive.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    actions.addPhotos(files('a', 'b', 'c'));
    const taking = actions.takeIn([{ file: new File(['0123'], 'all.zip'), path: 'all.zip' }]);
    actions.cancelPhotos();
    const packing = { method: 'stored', packedBytes: 1, bytes: 1, checksum: 7 } as const;
    const entry = { ...packing, path: 'd.jpg', offset: 0, end: 1, modifiedAt: 9 };
    answer({ ok: true, value: { entries: [entry], ignored: 0, beyond: 0, beyondBytes: 0 } });
    await taking;
    await end(1);
    await end(2);
    expect(states()).toEqual(['a answered', 'b answered', 'c skipped']);
    expect(store.getState().batch).toBeNull();
  });
});

describe('a zip that could not be opened', () => {
  it('is opened again when it is tried again, and gives way to its photos', async () => {
    const lost = { code: 'worker-lost', cause: 'crash' } as const;
    listArchive.mockResolvedValueOnce({ ok: false, failure: lost });
    const file = new File(['0123'], 'all.zip');
    await actions.takeIn([{ file, path: 'summer/all.zip' }]);
    expect(states()).toEqual(['all.zip refused']);
    const packing = { method: 'stored', packedBytes: 1, bytes: 1, checksum: 7 } as const;
    const entry = { ...packing, path: 'a.jpg', offset: 0, end: 1, modifiedAt: 9 };
    const listing = { entries: [entry], ignored: 0, beyond: 0, beyondBytes: 0 };
    listArchive.mockResolvedValueOnce({ ok: true, value: listing });
    actions.retryPhoto(store.getState().photos[0]?.id ?? '');
    await end(1);
    expect(states()).toEqual(['a.jpg answered']);
    expect(store.getState().photos[0]?.path).toBe('summer/all.zip/a.jpg');
    expect(fake.read).toEqual(['a.jpg']);
  });
});

describe('a correction', () => {
  it('is kept beside the answer, survives other networks, and is taken back', async () => {
    const close = actions.openAssistant();
    actions.addPhotos(files('a'));
    await end(1, 2);
    const id = store.getState().photos[0]?.id ?? '';
    expect(store.getState().photos[0]?.correctedClass).toBeNull();
    actions.correctPhoto(id, 5);
    expect(labels()).toEqual([2]);
    networks.setState({ version: 1 });
    await vi.waitFor(() => expect(labels()).toEqual([9]));
    expect(store.getState().photos[0]?.correctedClass).toBe(5);
    actions.correctPhoto(id, null);
    expect(store.getState().photos[0]?.correctedClass).toBeNull();
    close();
  });
});

describe('what a person said', () => {
  it('means the same beside a network with other classes, and is back with the first one', async () => {
    const [first, second] = [
      networkOf(['Shirt', 'Coat', 'Hat'], []),
      networkOf(['Coat', 'Bag'], []),
    ];
    networks.setState({ network: first });
    actions.addPhotos(files('a', 'b', 'c'));
    const ids = store.getState().photos.map(({ id }) => id);
    actions.correctPhoto(ids[0] ?? '', 1);
    actions.correctPhoto(ids[1] ?? '', 2);
    const said = () => store.getState().photos.map(({ correctedClass }) => correctedClass);
    expect(said()).toEqual([1, 2, null]);
    networks.setState({ network: second });
    expect(said()).toEqual([0, null, null]);
    networks.setState({ network: networkOf(['Bag', 'Outerwear'], []) });
    expect(said()).toEqual([1, null, null]);
    networks.setState({ network: first });
    expect(said()).toEqual([1, 2, null]);
  });
});
