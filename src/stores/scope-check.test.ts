import { beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import { FASHION_CLASSES } from '../domain/dataset';

const fake = vi.hoisted(() => ({
  opened: 0,
  /** How often it was made ready to answer. */
  ready: 0,
  asked: [] as Uint8Array[],
  ended: 0,
  /** Why the next call fails; null: it does not. */
  failure: null as unknown,
  lose: () => {},
}));

vi.mock('../client/worker-client', () => ({
  callScope: (call: (worker: unknown) => Promise<unknown>) =>
    call({
      openNetwork: async () => {
        fake.opened++;
        return fake.failure ? { ok: false, failure: fake.failure } : { ok: true, value: null };
      },
      getReadyToAnswer: async () => {
        fake.ready++;
        return { ok: true, value: null };
      },
      answerPixels: async (_: string, pixels: Uint8Array) => {
        fake.asked.push(pixels);
        return fake.failure
          ? { ok: false, failure: fake.failure }
          : { ok: true, value: Float32Array.of(1) };
      },
    }),
  onScopeLost: (listener: () => void) => {
    fake.lose = listener;
  },
  endScope: () => fake.ended++,
  handOver: (value: unknown) => value,
}));

const networkOf = (kind: string, classes: readonly string[]) => ({
  kind,
  record: { dataset: { classes: [...classes] }, model: { spec: { inputShape: [96, 96, 3] } } },
});
const FASHION = networkOf('stored', FASHION_CLASSES);
const PHOTO = networkOf('photo', ['T-shirt', 'Hat']);

vi.mock('./networks', () => ({
  useNetworks: create(() => ({ chosen: null as unknown, options: [] as unknown[] })),
  chosenNetwork: ({ chosen }: { chosen: unknown }) => chosen,
  networkRequest: async () => ({ key: 'other' }),
}));
vi.mock('./preferences', () => ({ usePreferences: create(() => ({ checksScope: true })) }));

let scope: typeof import('./scope-check');
let networks: { setState(state: { chosen?: unknown; options?: unknown[] }): void };
let preferences: { setState(state: { checksScope: boolean }): void };
beforeEach(async () => {
  Object.assign(fake, { opened: 0, ready: 0, asked: [], ended: 0, failure: null });
  vi.resetModules();
  scope = await import('./scope-check');
  networks = (await import('./networks')).useNetworks as unknown as typeof networks;
  preferences = (await import('./preferences')).usePreferences as unknown as typeof preferences;
  networks.setState({ chosen: FASHION, options: [FASHION, PHOTO] });
  preferences.setState({ checksScope: true });
});

describe('who is asked', () => {
  it('is the photo network, beside one with the classes of Fashion-MNIST', () => {
    expect(scope.scopeSide()).toBe(96);
    expect(scope.presentWithout()).toContain('Hat');
  });

  it('is nobody beside other networks, when switched off, and without a photo network', () => {
    networks.setState({ chosen: PHOTO });
    expect(scope.scopeSide()).toBeNull();
    networks.setState({ chosen: FASHION, options: [FASHION] });
    expect(scope.scopeSide()).toBeNull();
    networks.setState({ options: [FASHION, PHOTO] });
    preferences.setState({ checksScope: false });
    expect([scope.scopeSide(), scope.presentWithout()]).toEqual([null, null]);
  });
});

describe('scopeOpinion', () => {
  it('opens the photo network once, and asks it about each picture', async () => {
    const opinions = [Uint8Array.of(1), Uint8Array.of(2)].map(scope.scopeOpinion);
    expect(await Promise.all(opinions)).toEqual([Float32Array.of(1), Float32Array.of(1)]);
    expect([fake.opened, fake.asked.length]).toEqual([1, 2]);
  });

  it('asks nobody where there is no picture', async () => {
    expect(await scope.scopeOpinion(null)).toBeNull();
    expect(fake.opened).toBe(0);
  });

  it('gives none after a failure, says why, and asks again when told to', async () => {
    fake.failure = { code: 'network-missing', name: 'photo' };
    expect(await scope.scopeOpinion(Uint8Array.of(1))).toBeNull();
    expect(scope.useScopeCheck.getState().failure).toEqual(fake.failure);
    expect(scope.scopeSide()).toBeNull();
    fake.failure = null;
    scope.retryScope();
    expect(scope.scopeSide()).toBe(96);
    expect(await scope.scopeOpinion(Uint8Array.of(1))).not.toBeNull();
  });

  it('opens the network anew after its worker was lost or ended', async () => {
    await scope.scopeOpinion(Uint8Array.of(1));
    fake.lose();
    await scope.scopeOpinion(Uint8Array.of(1));
    scope.restScope();
    await scope.scopeOpinion(Uint8Array.of(1));
    expect([fake.opened, fake.ended]).toEqual([3, 1]);
  });

  it('can have the network opened before, and only where it is to be asked', async () => {
    networks.setState({ chosen: PHOTO });
    scope.openScopeAhead();
    expect(fake.opened).toBe(0);
    networks.setState({ chosen: FASHION });
    scope.openScopeAhead();
    scope.openScopeAhead();
    await scope.scopeOpinion(Uint8Array.of(1));
    expect([fake.opened, fake.ready]).toEqual([1, 1]);
  });

  it('tells that it could not be opened with the first question, which tries again', async () => {
    fake.failure = { code: 'network-missing', name: 'photo' };
    scope.openScopeAhead();
    await vi.waitFor(() => expect(fake.opened).toBe(1));
    await new Promise((settled) => setTimeout(settled));
    expect(scope.useScopeCheck.getState().failure).toBeNull();
    fake.failure = null;
    expect(await scope.scopeOpinion(Uint8Array.of(1))).not.toBeNull();
    expect(fake.opened).toBe(2);
  });

  it('keeps the worker while somebody waits for it', async () => {
    const opinion = scope.scopeOpinion(Uint8Array.of(1));
    scope.restScope();
    expect(fake.ended).toBe(0);
    expect(await opinion).not.toBeNull();
  });
});
