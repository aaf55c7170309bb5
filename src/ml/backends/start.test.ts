import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AtelierError, type Failure } from '../../domain/failure';
import { onContextLost, startBackend } from './start';

/** A stand-in for tfjs that starts what it is told to and has what it is given as its backend. */
const fake = vi.hoisted(() => ({
  active: '',
  startable: ['cpu', 'webgl', 'wasm'],
  backend: {} as unknown,
  flags: new Map<string, unknown>(),
}));

vi.mock('@tensorflow/tfjs', () => ({
  async setBackend(name: string) {
    const started = fake.startable.includes(name);
    if (started) fake.active = name;
    return started;
  },
  ready: async () => {},
  getBackend: () => fake.active,
  backend: () => fake.backend,
  env: () => ({ set: (flag: string, value: unknown) => fake.flags.set(flag, value) }),
  getKernel: () => ({}),
}));
vi.mock('@tensorflow/tfjs-backend-wasm', () => ({ setWasmPaths: vi.fn() }));
vi.mock('@tensorflow/tfjs-backend-webgpu', () => ({}));
vi.mock('./wasm-paths', () => ({ wasmPaths: { 'tfjs-backend-wasm.wasm': '/a.wasm' } }));

/** Gives the page a WebGPU that offers this adapter. */
function stubWebGpu(adapter: object | null): void {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });
}

beforeEach(() => {
  fake.active = '';
});
afterEach(() => {
  vi.unstubAllGlobals();
  fake.startable = ['cpu', 'webgl', 'wasm'];
});

async function failureOf(promise: Promise<void>): Promise<Failure | null> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof AtelierError ? thrown.failure : null;
}

describe('startBackend', () => {
  it.each(['cpu', 'webgl', 'wasm'] as const)('makes %s the active backend', async (backend) => {
    await startBackend(backend);
    expect(fake.active).toBe(backend);
  });

  it('gives WASM its files, and keeps it from using threads', async () => {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    await startBackend('wasm');
    expect(setWasmPaths).toHaveBeenCalledWith({ 'tfjs-backend-wasm.wasm': '/a.wasm' });
    expect(fake.flags.get('WASM_HAS_MULTITHREAD_SUPPORT')).toBe(false);
  });

  it('starts WebGPU where there is an adapter', async () => {
    stubWebGpu({});
    fake.startable = ['webgpu'];
    await startBackend('webgpu');
    expect(fake.active).toBe('webgpu');
  });

  it.each([
    ['no WebGPU', () => vi.stubGlobal('navigator', {})],
    ['no adapter', () => stubWebGpu(null)],
    ['a tfjs that does not start it', () => stubWebGpu({})],
  ])('says so when there is %s', async (_, stub) => {
    stub();
    expect(await failureOf(startBackend('webgpu'))).toEqual({
      code: 'backend-unavailable',
      backend: 'webgpu',
      detail: null,
    });
  });

  it('says so when tfjs moved on to another one by itself', async () => {
    fake.active = 'cpu';
    fake.startable = [];
    const setBackend = vi.spyOn(await import('@tensorflow/tfjs'), 'setBackend');
    setBackend.mockResolvedValueOnce(true);
    expect(await failureOf(startBackend('webgl'))).toMatchObject({
      code: 'backend-unavailable',
      backend: 'webgl',
    });
  });

  it("keeps the browser's reason", async () => {
    const setBackend = vi.spyOn(await import('@tensorflow/tfjs'), 'setBackend');
    setBackend.mockRejectedValueOnce(new Error('WebGL is not supported on this device'));
    expect(await failureOf(startBackend('webgl'))).toEqual({
      code: 'backend-unavailable',
      backend: 'webgl',
      detail: 'WebGL is not supported on this device',
    });
  });
});

describe('onContextLost', () => {
  it('hears that WebGL lost its context, once', () => {
    const canvas = new EventTarget();
    fake.backend = { gpgpu: { gl: { canvas } } };
    const lost = vi.fn();
    onContextLost('webgl', lost);
    expect(lost).not.toHaveBeenCalled();
    canvas.dispatchEvent(new Event('webglcontextlost'));
    canvas.dispatchEvent(new Event('webglcontextlost'));
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('hears that WebGPU lost its device', async () => {
    let lose = (_: unknown) => {};
    const device = {
      lost: new Promise((resolve) => {
        lose = resolve;
      }),
    };
    fake.backend = { device };
    const lost = vi.fn();
    onContextLost('webgpu', lost);
    await Promise.resolve();
    expect(lost).not.toHaveBeenCalled();
    lose({ reason: 'unknown' });
    await device.lost;
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('has nothing to listen to on backends without a GPU', () => {
    fake.backend = {};
    expect(() => onContextLost('wasm', () => {})).not.toThrow();
    expect(() => onContextLost('cpu', () => {})).not.toThrow();
  });
});
