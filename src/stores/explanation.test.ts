import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computes } from '../domain/feature-maps';
import { CATALOGUE } from '../domain/models/catalogue';
import { summarise } from '../domain/models/shapes';
import type { Explanation, LayerWeights } from '../domain/network';
import type { NetworksState } from './networks';
import { runRecord } from './testing';

/** A question to the worker, answered by the test. */
interface Question {
  name: 'explain' | 'inspectWeights';
  key: string;
  pixels?: Uint8Array;
  answer: (value: unknown) => void;
  fail: (thrown: unknown) => void;
}

const fake = vi.hoisted(() => ({
  questions: [] as Question[],
  followers: 0,
  listed: 0,
}));

vi.mock('./networks', async () => {
  const { create } = await import('zustand');
  const useNetworks = create(() => ({
    options: [],
    choice: null,
    isForPhotos: false,
    version: 0,
    failure: null,
  }));
  const chosenNetwork = ({ options, choice }: NetworksState) =>
    options.find(({ id }) => id === choice) ?? options[0] ?? null;
  return {
    useNetworks,
    chosenNetwork,
    listNetworks: async () => {
      fake.listed++;
    },
    followRun: () => {
      fake.followers++;
      return () => {
        fake.followers--;
      };
    },
    callNetwork: (call: (worker: unknown, key: string) => Promise<unknown>) => {
      const key = chosenNetwork(useNetworks.getState())?.id ?? '';
      const ask = (name: Question['name'], pixels?: Uint8Array) =>
        new Promise((answer, fail) => {
          fake.questions.push({ name, key, ...(pixels && { pixels }), answer, fail });
        });
      return call(
        {
          explain: (_: string, pixels: Uint8Array) => ask('explain', pixels),
          inspectWeights: () => ask('inspectWeights'),
        },
        key,
      );
    },
  };
});

let store: typeof import('./explanation');
let networks: typeof import('./networks');
let stop: () => void;

beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  fake.questions = [];
  fake.followers = 0;
  store = await import('./explanation');
  networks = await import('./networks');
  const record = runRecord();
  networks.useNetworks.setState({
    options: [
      { id: 'one', kind: 'current', record },
      { id: 'two', kind: 'stored', record },
    ],
    choice: 'one',
    version: 1,
  });
  stop = store.watchNetwork();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const image = (value: number) => new Uint8Array(784).fill(value);
const outdate = () => networks.useNetworks.setState(({ version }) => ({ version: version + 1 }));
const names = () => fake.questions.map(({ name }) => name);

function explanation(): Explanation {
  const layers = summarise(CATALOGUE['s3-cnn']).filter(({ spec }) => computes(spec));
  return {
    activations: layers.map(({ order, name, outputShape: shape }) => ({
      order,
      name,
      shape,
      values: new Float32Array(shape.reduce((left, right) => left * right, 1)),
    })),
    probabilities: new Float32Array(10),
  };
}

/** Answers the question that waits last. */
async function answer(): Promise<void> {
  const question = fake.questions.at(-1);
  question?.answer(question.name === 'explain' ? explanation() : ([] as LayerWeights[]));
  await settle();
}

describe('looking inside', () => {
  it('asks for weights, and for maps once there is an image', async () => {
    await settle();
    expect(names()).toEqual(['inspectWeights']);
    await answer();
    expect(store.useExplanation.getState().weights).toEqual({ networkId: 'one', layers: [] });
    const pixels = image(1);
    store.lookAt(pixels);
    await settle();
    expect(names()).toEqual(['inspectWeights', 'explain']);
    await answer();
    const { seen } = store.useExplanation.getState();
    expect(seen).toMatchObject({ networkId: 'one', pixels });
    expect(seen?.layers).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(5000);
    expect(fake.questions).toHaveLength(2);
  });

  it('asks one question at a time, and the latest image wins', async () => {
    await answer();
    const [first, second, third] = [image(1), image(2), image(3)];
    store.lookAt(first);
    store.lookAt(second);
    store.lookAt(third);
    expect(fake.questions).toHaveLength(2);
    await answer();
    expect(store.useExplanation.getState().seen).toBeNull();
    expect(fake.questions.at(-1)?.pixels).toBe(third);
    await answer();
    expect(store.useExplanation.getState().seen?.pixels).toBe(third);
    expect(names()).toEqual(['inspectWeights', 'explain', 'explain']);
  });

  it('waits for the image of its size when a network of other images is chosen', async () => {
    await answer();
    store.lookAt(image(1));
    await answer();
    const record = runRecord();
    record.model.spec = { ...record.model.spec, inputShape: [4, 4, 3] };
    const colour = { id: 'photo', kind: 'stored', record } as const;
    networks.useNetworks.setState(({ options, version }) => ({
      options: [...options, colour],
      choice: 'photo',
      version: version + 1,
    }));
    await answer();
    expect(names()).toEqual(['inspectWeights', 'explain', 'inspectWeights']);
    const pixels = new Uint8Array(48);
    store.lookAt(pixels);
    expect(fake.questions.at(-1)).toMatchObject({ name: 'explain', key: 'photo', pixels });
  });

  it('follows newer weights, and shows maps and weights of them at once', async () => {
    store.watchWeights();
    await answer();
    store.lookAt(image(1));
    await answer();
    const before = store.useExplanation.getState();
    let changes = 0;
    store.useExplanation.subscribe(() => changes++);
    outdate();
    await settle();
    await answer();
    expect(changes).toBe(0);
    await answer();
    expect(names().slice(-2)).toEqual(['explain', 'inspectWeights']);
    const after = store.useExplanation.getState();
    expect([after.seen === before.seen, after.weights === before.weights]).toEqual([false, false]);
    expect(changes).toBe(1);
  });

  it('reads weights anew only while they are watched, and for another network', async () => {
    await answer();
    outdate();
    await settle();
    expect(names()).toEqual(['inspectWeights']);
    const unwatch = store.watchWeights();
    await settle();
    expect(names()).toEqual(['inspectWeights', 'inspectWeights']);
    await answer();
    unwatch();
    outdate();
    await settle();
    expect(names()).toHaveLength(2);
    networks.useNetworks.setState({ choice: 'two' });
    outdate();
    await settle();
    await answer();
    expect(store.useExplanation.getState().weights?.networkId).toBe('two');
  });

  it('asks once about weights that changed several times meanwhile', async () => {
    store.watchWeights();
    await answer();
    store.lookAt(image(1));
    await answer();
    fake.questions = [];
    outdate();
    await settle();
    outdate();
    outdate();
    expect(names()).toEqual(['explain']);
    for (let question = 0; question < 4; question++) await answer();
    expect(names()).toEqual(['explain', 'inspectWeights', 'explain']);
  });

  it('asks another network at once', async () => {
    await answer();
    store.lookAt(image(1));
    await answer();
    networks.useNetworks.setState({ choice: 'two' });
    outdate();
    await settle();
    await answer();
    await answer();
    expect(store.useExplanation.getState().seen?.networkId).toBe('two');
    expect(store.useExplanation.getState().weights?.networkId).toBe('two');
  });

  it('says why there is no answer, asks again when told to, and not before', async () => {
    await answer();
    store.lookAt(image(1));
    const failure = { code: 'network-missing', name: 'one' } as const;
    // The class as the store knows it: modules are loaded anew for each test.
    const { AtelierError } = await import('../domain/failure');
    fake.questions.at(-1)?.fail(new AtelierError(failure));
    await settle();
    expect(store.useExplanation.getState().failure).toEqual(failure);
    await vi.advanceTimersByTimeAsync(5000);
    expect(fake.questions).toHaveLength(2);
    store.askAgain();
    await settle();
    await answer();
    await answer();
    expect(store.useExplanation.getState()).toMatchObject({ failure: null });
    expect(store.useExplanation.getState().seen).not.toBeNull();
  });

  it('costs nothing once nobody watches', async () => {
    await answer();
    store.lookAt(image(1));
    await answer();
    expect(fake.followers).toBe(1);
    stop();
    expect(fake.followers).toBe(0);
    fake.questions = [];
    outdate();
    await vi.advanceTimersByTimeAsync(5000);
    expect(fake.questions).toEqual([]);
    stop = store.watchNetwork();
    await settle();
    expect(names()).toEqual(['explain']);
  });
});
