import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { photoResnet } from '../domain/models/photo-resnet';
import type { NetworkRequest } from '../domain/network';
import { PHOTO_CATEGORIES } from '../domain/photo/categories';
import type { PhotoNetworkRecord } from '../domain/photo-network';
import type { RunRecord } from '../domain/run';
import { defaultSettings } from '../domain/settings';
import { runRecord } from './testing';

/** What the two workers and the storage answer. */
const fake = vi.hoisted(() => ({
  opened: [] as NetworkRequest[],
  closed: [] as string[],
  onLost: () => {},
  /** Weights of the present run: the value of its only weight. */
  present: null as number | null,
  stored: [] as { id: string; value: number | null }[],
  records: [] as unknown[],
}));

vi.mock('../client/worker-client', () => ({
  callInference: (call: (worker: unknown) => unknown) => Promise.resolve(call(inference)),
  callWorker: (call: (worker: unknown) => unknown) => Promise.resolve(call(training)),
  handOver: <T>(value: T) => value,
  onInferenceLost: (listener: () => void) => {
    fake.onLost = listener;
  },
}));
vi.mock('../storage/runs', () => ({
  listRuns: async () => ({ records: fake.records, failures: [] }),
  listCheckpointIds: async () =>
    fake.stored.filter(({ value }) => value !== null).map(({ id }) => id),
  loadCheckpoint: async (runId: string) => {
    const value = fake.stored.find(({ id }) => id === runId)?.value ?? null;
    return value === null ? null : { runId, epoch: 1, state: stateOf(value) };
  },
}));

const training = {
  readWeights: async () => ({
    ok: true,
    value: fake.present === null ? null : { step: 1, weights: stateOf(fake.present).weights },
  }),
};

const inference = {
  openNetwork: async (request: NetworkRequest) => {
    fake.opened.push(request);
    return { ok: true, value: null };
  },
  closeNetwork: async (key: string) => void fake.closed.push(key),
};

function stateOf(value: number) {
  return {
    weights: [{ name: 'w', shape: [1], data: Float32Array.of(value) }],
    optimizer: [],
    step: 1,
  };
}

let networks: typeof import('./networks');
let run: typeof import('./run-state');

beforeEach(async () => {
  Object.assign(fake, { opened: [], closed: [], present: null, stored: [], records: [] });
  vi.stubGlobal('document', { baseURI: 'https://atelier.test/app/', hidden: false });
  vi.stubGlobal('fetch', async (address: string) =>
    Response.json(
      address.includes('photo-resnet') ? photoRecord() : shipped(address.includes('for-photos')),
    ),
  );
  vi.resetModules();
  networks = await import('./networks');
  run = await import('./run-state');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function shipped(isForPhotos: boolean): RunRecord {
  const settings = { ...defaultSettings(), photoViews: isForPhotos ? 1 : 0 };
  return runRecord({ id: 'made-elsewhere', status: 'finished', settings });
}

function photoRecord(): PhotoNetworkRecord {
  const spec = photoResnet(32);
  const counts = { photos: 3, people: 2 };
  return {
    format: 'atelier-photo-network',
    version: 1,
    id: 'photos-1',
    createdAt: '2026-11-25T02:00:00.000Z',
    model: { spec, parameters: 1 },
    dataset: { classes: [...PHOTO_CATEGORIES] },
    settings: { seed: 1 },
    temperature: 1.5,
    usualThreshold: 0.5,
    training: counts,
    validation: { ...counts, accuracy: 0.7, macroRecall: 0.6 },
  };
}

/** The key under which the answer comes, and the value of the weight (or its file) that gives it. */
async function answering() {
  const key = await networks.callNetwork(async (_, value) => ({ ok: true, value }));
  const request = fake.opened.at(-1);
  const { weights } = request ?? { weights: [] };
  return { key, weight: typeof weights === 'string' ? weights : weights[0]?.data[0] };
}

function ids() {
  return networks.useNetworks.getState().options.map(({ id, kind }) => `${kind} ${id}`);
}

function startRun(value: number): void {
  fake.present = value;
  run.useRun.setState({ status: 'running', record: runRecord({ id: 'run-1' }), points: 1 });
}

describe('the network that answers', () => {
  it('is the shipped one before anybody trained, by the address of its weights', async () => {
    expect(await answering()).toEqual({
      key: 'shipped',
      weight: 'https://atelier.test/app/models/s3-cnn/weights.safetensors',
    });
  });

  it('is opened once for many questions', async () => {
    await Promise.all([answering(), answering()]);
    await answering();
    expect(fake.opened.length).toBe(1);
  });

  it('counts as opened again when it comes back after another one', async () => {
    await answering();
    await answering();
    const before = networks.networkOpenings();
    for (const id of ['photo', 'shipped']) {
      networks.chooseNetwork(id);
      await answering();
    }
    expect(networks.networkOpenings()).toBe(before + 2);
  });

  it('is the present run as soon as there is one', async () => {
    await answering();
    startRun(3);
    await vi.waitFor(() => expect(ids()[0]).toBe('current run-1'));
    expect(await answering()).toEqual({ key: 'run-1', weight: 3 });
    expect(fake.closed).toEqual(['shipped']);
  });

  it('stays the one that a person chose', async () => {
    await answering();
    networks.chooseNetwork('shipped');
    startRun(3);
    await vi.waitFor(() => expect(ids()).toContain('current run-1'));
    expect((await answering()).key).toBe('shipped');
  });

  it('is for photos the one trained on photos, with its temperature, also beside a run', async () => {
    startRun(3);
    await answering();
    const { version } = networks.useNetworks.getState();
    const stop = networks.preferPhotoNetwork();
    expect(networks.useNetworks.getState().version).toBeGreaterThan(version);
    expect(await answering()).toEqual({
      key: 'photo',
      weight: 'https://atelier.test/app/models/photo-resnet/weights.safetensors',
    });
    expect(fake.opened.at(-1)).toMatchObject({ temperature: 1.5, seed: 1 });
    stop();
    expect((await answering()).key).toBe('run-1');
    expect(fake.opened.at(-1)).toMatchObject({ temperature: 1 });
  });

  it('reads photos at a temperature of their own where it learned from photo-like views', async () => {
    startRun(3);
    await answering();
    expect(fake.opened.at(-1)).toMatchObject({ temperature: 1, photoTemperature: 1 });
    networks.chooseNetwork('shipped');
    await answering();
    expect(fake.opened.at(-1)).toMatchObject({ photoTemperature: 1 });
    networks.chooseNetwork('forPhotos');
    await answering();
    expect(fake.opened.at(-1)).toMatchObject({ temperature: 1, photoTemperature: 0.74 });
  });

  it('is the chosen one for photos too', async () => {
    await answering();
    networks.chooseNetwork('shipped');
    networks.preferPhotoNetwork();
    expect((await answering()).key).toBe('shipped');
  });

  it('is told from another by its version, which is the same again when weights that stay come back', async () => {
    const version = () => networks.useNetworks.getState().version;
    startRun(3);
    await answering();
    const ofRun = version();
    networks.chooseNetwork('photo');
    const ofPhoto = version();
    networks.chooseNetwork('shipped');
    const ofShipped = version();
    networks.chooseNetwork('photo');
    expect(version()).toBe(ofPhoto);
    // The run may have learned meanwhile.
    networks.chooseNetwork('run-1');
    expect(new Set([ofRun, ofPhoto, ofShipped, version()]).size).toBe(4);
  });

  it('is another one when the chosen one went', async () => {
    startRun(3);
    expect((await answering()).key).toBe('run-1');
    const { version } = networks.useNetworks.getState();
    run.clearRun();
    await vi.waitFor(() =>
      expect(ids()).toEqual(['shipped shipped', 'forPhotos forPhotos', 'photo photo']),
    );
    expect(networks.useNetworks.getState().version).toBeGreaterThan(version);
    expect((await answering()).key).toBe('shipped');
  });

  it('can be a stored run; runs without weights are not offered, the present one only once', async () => {
    fake.records = ['run-1', 'run-2', 'run-3'].map((id) => runRecord({ id, status: 'finished' }));
    fake.stored = [
      { id: 'run-1', value: 1 },
      { id: 'run-2', value: 2 },
      { id: 'run-3', value: null },
    ];
    startRun(9);
    await networks.listNetworks();
    const comeWithApp = ['shipped shipped', 'forPhotos forPhotos', 'photo photo'];
    expect(ids()).toEqual(['current run-1', ...comeWithApp, 'stored run-2']);
    networks.chooseNetwork('run-2');
    expect(await answering()).toEqual({ key: 'run-2', weight: 2 });
  });

  it('falls back on stored weights when the training worker has lost the run', async () => {
    startRun(9);
    fake.present = null;
    fake.stored = [{ id: 'run-1', value: 4 }];
    expect(await answering()).toEqual({ key: 'run-1', weight: 4 });
  });

  it('is said to be missing when its weights are nowhere', async () => {
    startRun(9);
    fake.present = null;
    await expect(answering()).rejects.toMatchObject({
      failure: { code: 'network-missing', name: 'run-1' },
    });
  });

  it('is opened again after its worker was lost', async () => {
    await answering();
    fake.onLost();
    await answering();
    expect(fake.opened.length).toBe(2);
  });
});

describe('the list of networks', () => {
  it('is there without the shipped one when that cannot be fetched, and says so', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
    startRun(1);
    await networks.listNetworks();
    expect(ids()).toEqual(['current run-1']);
    expect(networks.useNetworks.getState().failure).toEqual({
      code: 'file-unreachable',
      file: 'models/s3-cnn/run.json',
      status: 404,
    });
  });
});

describe('following a run', () => {
  beforeEach(async () => {
    startRun(1);
    await answering();
    vi.useFakeTimers();
  });

  it('brings newer weights at least once a second while it trains, and tells', async () => {
    const stop = networks.followRun();
    const { version } = networks.useNetworks.getState();
    fake.present = 2;
    run.useRun.setState({ points: 50 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await answering()).toEqual({ key: 'run-1', weight: 2 });
    expect(networks.useNetworks.getState().version).toBe(version + 1);
    stop();
  });

  it('asks for nothing while nothing changed, the tab is hidden, or another network answers', async () => {
    const stop = networks.followRun();
    const count = () => fake.opened.length;
    const before = count();
    await vi.advanceTimersByTimeAsync(3000);
    vi.stubGlobal('document', { baseURI: 'https://atelier.test/', hidden: true });
    run.useRun.setState({ points: 60 });
    await vi.advanceTimersByTimeAsync(3000);
    networks.chooseNetwork('shipped');
    vi.stubGlobal('document', { baseURI: 'https://atelier.test/', hidden: false });
    await vi.advanceTimersByTimeAsync(3000);
    expect(count()).toBe(before);
    stop();
  });

  it('ends with the screens that asked for it', async () => {
    networks.followRun()();
    const before = fake.opened.length;
    run.useRun.setState({ points: 70 });
    await vi.advanceTimersByTimeAsync(3000);
    expect(fake.opened.length).toBe(before);
  });
});
