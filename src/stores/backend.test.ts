import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BACKEND_IDS, type BackendCheck, type BackendId } from '../domain/backend';

/** What each backend turns out to be in a test. */
let outcomes: Record<BackendId, BackendCheck>;
/** Those whose GPU is emulated. */
let emulated: BackendId[];
/** Backends that were checked, in order. */
let checked: BackendId[];
/** All but the last resort, which need not be tried when others are correct. */
const TRIED = BACKEND_IDS.length - 1;
let stored: Map<string, string>;

vi.mock('../client/worker-client', () => ({
  checkBackend: async (backend: BackendId, skipsSoftwareGpu: boolean) => {
    checked.push(backend);
    await Promise.resolve();
    const isSkipped = skipsSoftwareGpu && emulated.includes(backend);
    return isSkipped ? { backend, status: 'skipped', reason: 'softwareGpu' } : outcomes[backend];
  },
}));

let backend: typeof import('./backend');

/** The module as a page loads it that finds this in its storage. */
async function openPage(): Promise<void> {
  vi.resetModules();
  backend = await import('./backend');
}

function correct(id: BackendId, stepMs: number): BackendCheck {
  return { backend: id, status: 'correct', error: 1e-6, stepMs };
}

beforeEach(async () => {
  checked = [];
  emulated = [];
  stored = new Map();
  outcomes = {
    engine: { backend: 'engine', status: 'unavailable', detail: 'no SIMD' },
    webgpu: { backend: 'webgpu', status: 'unavailable', detail: 'no adapter' },
    webgl: correct('webgl', 8),
    wasm: correct('wasm', 30),
    cpu: correct('cpu', 900),
  };
  vi.stubGlobal('navigator', { userAgent: 'browser 1' });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
  await openPage();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const thrown = await promise.catch((error: unknown) => error);
  return (thrown as { failure?: unknown }).failure;
}

describe('Auto', () => {
  it('measures every backend but the last resort once and takes the fastest correct one', async () => {
    expect(await backend.resolveBackend('auto')).toBe('webgl');
    expect([...checked].sort()).toEqual(['engine', 'wasm', 'webgl', 'webgpu']);
    const { active, checks, checking } = backend.useBackend.getState();
    expect(active).toBe('webgl');
    expect(checking).toBeNull();
    expect(checks.map((check) => check.backend)).toEqual([...checked, 'cpu']);
    expect(checks.at(-1)).toEqual({ backend: 'cpu', status: 'skipped', reason: 'lastResort' });
  });

  it('does not wait for GPUs that are emulated, once something is known to be correct', async () => {
    emulated = ['webgpu', 'webgl'];
    expect(await backend.resolveBackend('auto')).toBe('wasm');
    const skipped = { status: 'skipped', reason: 'softwareGpu' };
    expect(backend.useBackend.getState().checks).toContainEqual({ backend: 'webgl', ...skipped });
    // The same page asks for it by name, and it is tried.
    expect(await backend.resolveBackend('webgl')).toBe('webgl');
    expect(backend.useBackend.getState().checks).toContainEqual(outcomes.webgl);
  });

  it('tries all where neither the engine nor WASM is correct', async () => {
    emulated = ['webgpu', 'webgl'];
    outcomes.wasm = { backend: 'wasm', status: 'wrong', error: 1 };
    expect(await backend.resolveBackend('auto')).toBe('webgl');
    outcomes.webgl = { backend: 'webgl', status: 'wrong', error: 1 };
    await backend.checkBackends();
    expect(await backend.resolveBackend('auto')).toBe('cpu');
  });

  it('never takes one that computes wrongly, however fast', async () => {
    outcomes.webgl = { backend: 'webgl', status: 'wrong', error: 0.4 };
    outcomes.webgpu = { backend: 'webgpu', status: 'timeout', seconds: 60 };
    expect(await backend.resolveBackend('auto')).toBe('wasm');
  });

  it('fails when none is correct', async () => {
    for (const id of ['webgl', 'wasm', 'cpu'] as const) {
      outcomes[id] = { backend: id, status: 'wrong', error: 1 };
    }
    expect(await failureOf(backend.resolveBackend('auto'))).toEqual({ code: 'no-backend' });
  });

  it('measures once for all who ask at the same time, and does not measure again', async () => {
    const asked = [backend.resolveBackend('auto'), backend.resolveBackend('auto')];
    void backend.checkBackends();
    expect(await Promise.all(asked)).toEqual(['webgl', 'webgl']);
    expect(await backend.resolveBackend('auto')).toBe('webgl');
    expect(checked.length).toBe(TRIED);
  });

  it('shows which backend is being measured', async () => {
    const seen: unknown[] = [];
    backend.useBackend.subscribe(({ checking }) => seen.push(checking));
    await backend.checkBackends();
    expect([...new Set(seen)]).toEqual([null, ...checked]);
  });

  it('measures all again when asked to', async () => {
    await backend.checkBackends();
    outcomes.wasm = correct('wasm', 2);
    await backend.checkBackends();
    expect(checked.length).toBe(2 * TRIED);
    expect(backend.useBackend.getState().active).toBe('wasm');
  });
});

describe('a chosen backend', () => {
  it('is checked alone before its first use, and not again', async () => {
    expect(await backend.resolveBackend('wasm')).toBe('wasm');
    expect(await backend.resolveBackend('wasm')).toBe('wasm');
    expect(checked).toEqual(['wasm']);
    expect(backend.useBackend.getState().active).toBe('wasm');
  });

  it('is taken although another one is faster', async () => {
    await backend.checkBackends();
    backend.chooseBackend('wasm');
    expect(backend.useBackend.getState()).toMatchObject({ choice: 'wasm', active: 'wasm' });
    expect(await backend.resolveBackend('wasm')).toBe('wasm');
    expect(checked.length).toBe(TRIED);
  });

  it('is refused when it computes wrongly', async () => {
    outcomes.webgl = { backend: 'webgl', status: 'wrong', error: 0.4 };
    expect(await failureOf(backend.resolveBackend('webgl'))).toEqual({
      code: 'backend-wrong',
      backend: 'webgl',
      error: 0.4,
    });
  });

  it('is refused when it does not start, with the reason', async () => {
    expect(await failureOf(backend.resolveBackend('webgpu'))).toEqual({
      code: 'backend-unavailable',
      backend: 'webgpu',
      detail: 'no adapter',
    });
  });

  it('is refused when it does not answer', async () => {
    outcomes.webgl = { backend: 'webgl', status: 'timeout', seconds: 60 };
    expect(await failureOf(backend.resolveBackend('webgl'))).toMatchObject({
      code: 'backend-timeout',
      seconds: 60,
    });
  });

  it('gives way to the fastest when Auto is chosen again', async () => {
    await backend.checkBackends();
    backend.chooseBackend('cpu');
    backend.chooseBackend('auto');
    expect(backend.useBackend.getState()).toMatchObject({ choice: 'auto', active: 'webgl' });
  });

  it('stays chosen when all are measured', async () => {
    backend.chooseBackend('wasm');
    await backend.checkBackends();
    expect(backend.useBackend.getState()).toMatchObject({ choice: 'wasm', active: 'wasm' });
  });

  // The checks are looked up before the measuring under way has ended.
  it('is not checked twice when all are being measured', async () => {
    const all = backend.checkBackends();
    expect(await backend.resolveBackend('webgl')).toBe('webgl');
    await all;
    expect(checked.filter((id) => id === 'webgl').length).toBe(1);
  });
});

describe('measurements of an earlier visit', () => {
  it('are used again with the same browser: nothing is measured', async () => {
    await backend.resolveBackend('auto');
    checked = [];
    await openPage();
    expect(backend.useBackend.getState().active).toBe('webgl');
    expect(await backend.resolveBackend('auto')).toBe('webgl');
    expect(await backend.resolveBackend('wasm')).toBe('wasm');
    expect(checked).toEqual([]);
  });

  it('are not used with another version of the browser', async () => {
    await backend.checkBackends();
    checked = [];
    vi.stubGlobal('navigator', { userAgent: 'browser 2' });
    await openPage();
    expect(backend.useBackend.getState()).toMatchObject({ active: null, checks: [] });
    await backend.resolveBackend('auto');
    expect(checked.length).toBe(TRIED);
  });

  it('are not used after a week', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await backend.checkBackends();
    vi.setSystemTime(Date.now() + 6.9 * 24 * 3600 * 1000);
    await openPage();
    expect(backend.useBackend.getState().active).toBe('webgl');
    vi.setSystemTime(Date.now() + 0.2 * 24 * 3600 * 1000);
    await openPage();
    expect(backend.useBackend.getState().active).toBeNull();
  });

  it('are completed where only some were measured', async () => {
    await backend.resolveBackend('wasm');
    await openPage();
    expect(backend.useBackend.getState().active).toBe('wasm');
    expect(await backend.resolveBackend('auto')).toBe('webgl');
  });

  it('leave out a backend whose files did not come: it is tried again', async () => {
    outcomes.engine = { backend: 'engine', status: 'unreachable', detail: 'kernels.wasm: offline' };
    expect(await backend.resolveBackend('auto')).toBe('webgl');
    expect(backend.useBackend.getState().checks).toContainEqual(outcomes.engine);
    outcomes.engine = correct('engine', 2);
    expect(await backend.resolveBackend('engine')).toBe('engine');
    outcomes.engine = { backend: 'engine', status: 'unreachable', detail: 'kernels.wasm: offline' };
    await backend.checkBackends();
    outcomes.engine = correct('engine', 2);
    await openPage();
    expect(backend.useBackend.getState().active).toBe('webgl');
    expect(await backend.resolveBackend('auto')).toBe('engine');
  });

  it.each(['not json', '5', '{}', '{"userAgent":"browser 1","measuredAt":9e15,"checks":7}'])(
    'are forgotten when what is stored is %s',
    async (text) => {
      await backend.checkBackends();
      for (const key of stored.keys()) stored.set(key, text);
      await openPage();
      expect(backend.useBackend.getState()).toMatchObject({ active: null, checks: [] });
    },
  );

  it('are not needed: without storage everything works, measured anew', async () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: blocked, setItem: blocked });
    await openPage();
    expect(await backend.resolveBackend('auto')).toBe('webgl');
  });
});
