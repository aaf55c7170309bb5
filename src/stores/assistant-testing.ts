/**
 * What tests of the Assistant's store have in place of the worker, the networks and the photo network, and the
 * steps that they share. Modules of the app are imported only by {@link startAfresh}, fresh for every test: they
 * in turn import what is put in their place here.
 */
import { expect, vi } from 'vitest';
import { create } from 'zustand';
import type { Failure, Result } from '../domain/failure';
import type { PhotoAdjustments } from '../domain/photo/photo';
import type { PhotoAnswer, PhotoSource, PhotoSummary } from '../protocol/inference';

/** An answer that the worker was asked for; the test decides when and how it ends. */
export interface Asked {
  id: string;
  adjustments: PhotoAdjustments;
  end(label: number): void;
  fail(failure: Failure): void;
}

/** As much of a network as the Assistant looks at. */
export interface FakeNetwork {
  id: string;
  record: { model: { spec: { inputShape: number[] } }; dataset: { classes: string[] } };
}

/** What the fakes note, and how a test has them behave. */
interface Fake {
  read: string[];
  /** Names of photos that were decoded while they were read. */
  awaited: string[];
  /** Whether the app is to choose a network for photos. */
  isForPhotos: boolean;
  /** How often the worker was asked to get ready. */
  readied: number;
  /** Images whose pixels were answered, by the call. */
  classified: number[];
  /** Fails every call before it reaches the worker, as when no network is there. */
  failure: Failure | null;
  /** The network that is chosen, where the state has none; null: none is known yet. */
  network: FakeNetwork | null;
  /** How many networks were opened. */
  openings: number;
  /** Opens the network for a call, and gives its key; null: it is open. */
  open: (() => string) | null;
  /** What the photo network is asked about; null: it is not asked. */
  without: string[] | null;
  /** What it says; null where it cannot be asked. */
  opinion: Float32Array | null;
  /** How often its worker was ended. */
  rested: number;
}

/** Classes of the network that is chosen when a test begins. */
export const CLASSES = Array.from({ length: 10 }, (_, at) => `class ${at}`);

/** The day that every photo was taken on. */
export const TAKEN = { day: '2024-05-06', source: 'exif' } as const;

/** A failure that is the fault of a photo. */
export const REFUSED: Failure = { code: 'photo-refused', file: 'b', fault: { code: 'damaged' } };

/** The answers that the worker was asked for in this test, in order. */
export const asked: Asked[] = [];

/** How the fakes behave in this test, and what they noted. */
export const fake: Fake = untouched();

function untouched(): Fake {
  return {
    read: [],
    awaited: [],
    isForPhotos: false,
    readied: 0,
    classified: [],
    failure: null,
    network: networkOf(CLASSES, [28, 28, 1]),
    openings: 0,
    open: null,
    without: null,
    opinion: null,
    rested: 0,
  };
}

/** A network of some classes that takes images of some shape. */
export function networkOf(classes: string[], inputShape: number[], id = 'network'): FakeNetwork {
  return { id, record: { model: { spec: { inputShape } }, dataset: { classes } } };
}

/** For `vi.mock` of scope-check: the photo network beside the one that answers; a test says what it sees. */
export const fakeScopeCheck = {
  presentWithout: () => fake.without,
  scopeSide: () => fake.without && 96,
  scopeOpinion: async (pixels: Uint8Array | null) => pixels && fake.opinion,
  openScopeAhead: () => {},
  restScope: () => {
    fake.rested++;
  },
  retryScope: () => {},
};

/** For `vi.mock` of preferences: the photo network may be asked. */
export const fakePreferences = { usePreferences: create(() => ({ checksScope: true })) };

const worker = {
  getReadyForPhotos: async () => {
    fake.readied++;
    return { ok: true, value: null };
  },
  // Photos of the same name have the same bytes here.
  readPhoto: async (_: string, { file }: PhotoSource, isAwaited: boolean) => {
    fake.read.push(file.name);
    if (isAwaited) fake.awaited.push(file.name);
    return { ok: true, value: { fingerprint: file.name, taken: TAKEN } };
  },
  answerPhoto: ask(answerOf),
  summarizePhoto: ask(summaryOf),
  answerPixels: async (_: string, pixels: Uint8Array) => {
    const count = pixels.length / 784;
    fake.classified.push(count);
    const value = Float32Array.from({ length: count * 10 }, (_, at) => (at % 10 === 9 ? 1 : 0));
    return { ok: true, value };
  },
};

/** Notes the question, which the test then answers. */
function ask<T>(answer: (label: number, scopeSide: number | null) => T) {
  return (
    _: string,
    _id: string,
    { file }: PhotoSource,
    adjustments: PhotoAdjustments,
    scopeSide: number | null,
  ) =>
    new Promise<Result<T>>((resolve) => {
      asked.push({
        id: file.name,
        adjustments,
        end: (label) => resolve({ ok: true, value: answer(label, scopeSide) }),
        fail: (failure) => resolve({ ok: false, failure }),
      });
    });
}

/** The store of networks; a test chooses by it. */
export const networks = create(() => ({ version: 0, network: null as FakeNetwork | null }));

function chosenNetwork(state: { network: FakeNetwork | null }): FakeNetwork | null {
  return state.network ?? fake.network;
}

async function callNetwork(
  call: (remote: typeof worker, key: string) => Promise<Result<unknown>>,
): Promise<unknown> {
  // The class as the code under test knows it: modules are fresh for every test.
  const { AtelierError } = await import('../domain/failure');
  if (fake.failure) throw new AtelierError(fake.failure);
  const key = fake.open?.() ?? chosenNetwork(networks.getState())?.id ?? '';
  const result = await call(worker, key);
  if (!result.ok) throw new AtelierError(result.failure);
  return result.value;
}

/** For `vi.mock` of networks: they answer as {@link fake} says, and when the test ends what is {@link asked}. */
export const fakeNetworks = {
  useNetworks: networks,
  listNetworks: async () => {},
  followRun: () => () => {},
  preferPhotoNetwork: () => {
    fake.isForPhotos = true;
    return () => {
      fake.isForPhotos = false;
    };
  },
  chosenNetwork,
  callNetwork,
  networkOpenings: () => fake.openings,
};

/** What a person can do, in the modules of this test. */
export let actions: typeof import('./assistant') & typeof import('./assistant-intake');

/** The photos, in the modules of this test. */
export let store: typeof import('./assistant-state').useAssistant;

/** Begins a test: no photos, fakes that note nothing yet, and modules that know of no other test. */
export async function startAfresh(): Promise<void> {
  vi.useRealTimers();
  asked.length = 0;
  Object.assign(fake, untouched());
  vi.resetModules();
  actions = { ...(await import('./assistant')), ...(await import('./assistant-intake')) };
  store = (await import('./assistant-state')).useAssistant;
  networks.setState({ version: 0, network: null });
}

/** Files to add, by their names. */
export function files(...names: string[]): File[] {
  return names.map((name) => new File(['x'], name));
}

/** Name and status of every photo. */
export function states(): string[] {
  return store.getState().photos.map(({ file, status }) => `${file.name} ${status}`);
}

/** What every photo was answered; null where it has no answer. */
export function labels(): (number | null)[] {
  return store.getState().photos.map(({ result }) => result?.probabilities.indexOf(1) ?? null);
}

/** Ends a call, counted from 1, once it is made. */
export async function end(call: number, label = 0): Promise<void> {
  await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(call));
  asked[call - 1]?.end(label);
  await settle();
}

/** Has a call, counted from 1, give no answer once it is made. */
export async function fail(call: number, failure: Failure): Promise<void> {
  await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(call));
  asked[call - 1]?.fail(failure);
  await settle();
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
}

/**
 * An answer that is sure of a label.
 * @param scopeSide side of the photo network's picture; null where that is not asked
 */
function answerOf(label: number, scopeSide: number | null = null): PhotoAnswer {
  const crop = { left: 0, top: 0, width: 1, height: 1 };
  const pixels = new Uint8Array(784);
  return {
    prepared: {
      pixels,
      steps: [],
      mask: null,
      crop,
      view: crop,
      inverted: false,
      found: true,
      garments: 1,
    },
    probabilities: Float32Array.from({ length: 10 }, (_, at) => (at === label ? 1 : 0)),
    thumbnail: new Uint8Array(),
    width: 1,
    height: 1,
    milliseconds: 1,
    scopePixels: scopeSide === null ? null : new Uint8Array(scopeSide ** 2 * 3),
  };
}

/** The same without its steps. */
function summaryOf(label: number, scopeSide: number | null = null): PhotoSummary {
  const { prepared, probabilities, thumbnail, scopePixels } = answerOf(label, scopeSide);
  const { pixels, found, garments } = prepared;
  const inputBytes = pixels.length;
  return { thumbnail, inputBytes, pixels, found, garments, probabilities, scopePixels };
}
