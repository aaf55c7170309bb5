import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BackendCheck } from '../../domain/backend';
import { AtelierError, type Failure } from '../../domain/failure';
import { startInNode } from '../testing';
import { checkBackend, liveTensors } from './self-check';
import { startBackend } from './start';

vi.mock('./start', async () => {
  const { startInNode } = await import('../testing');
  return { startBackend: vi.fn(startInNode) };
});
// Only the timing uses the catalogue; in Node the real network takes seconds a step on the CPU.
vi.mock(import('../../domain/models/catalogue'), async (importOriginal) => {
  const { TINY_CNN } = await import('../testing');
  const original = await importOriginal();
  return { ...original, CATALOGUE: { ...original.CATALOGUE, 's3-cnn': TINY_CNN } };
});

/** Has a filter gradient of the WASM backend changed on its way out, until the test is over. */
function spoilFilterGradient(
  change: (gradient: tf.Tensor) => tf.Tensor,
  name: 'Conv2DBackpropFilter' | 'DepthwiseConv2dNativeBackpropFilter' = 'Conv2DBackpropFilter',
): void {
  const kernel = tf.getKernel(name, 'wasm');
  tf.unregisterKernel(name, 'wasm');
  tf.registerKernel({
    ...kernel,
    kernelFunc: (call) => {
      const gradient = kernel.kernelFunc(call) as tf.Tensor;
      const spoiled = change(gradient);
      gradient.dispose();
      return spoiled;
    },
  });
  restore = () => {
    tf.unregisterKernel(name, 'wasm');
    tf.registerKernel(kernel);
  };
}

let restore = () => {};
beforeEach(() => startInNode('wasm'));
afterEach(() => {
  restore();
  restore = () => {};
});

describe('checkBackend', () => {
  it('finds the CPU to agree with itself exactly', async () => {
    const check = await checkBackend('cpu');
    expect(check).toEqual({
      backend: 'cpu',
      status: 'correct',
      error: 0,
      stepMs: expect.any(Number),
    });
    if (check.status === 'correct') expect(check.stepMs).toBeGreaterThan(0);
  });

  it('finds WASM, with our gradients, to agree with the CPU in single precision', async () => {
    const check = await checkBackend('wasm');
    if (check.status !== 'correct') throw new Error(JSON.stringify(check));
    expect(check.error).toBeGreaterThan(0);
    expect(check.error).toBeLessThan(1e-5);
  });

  it('finds out a gradient that is off by one per cent', async () => {
    spoilFilterGradient((gradient) => gradient.mul(1.01));
    const check = await checkBackend('wasm');
    expect(check).toEqual({ backend: 'wasm', status: 'wrong', error: expect.closeTo(0.01, 3) });
  });

  it('finds out a gradient that only deeper networks need', async () => {
    spoilFilterGradient((gradient) => gradient.mul(1.01), 'DepthwiseConv2dNativeBackpropFilter');
    const check = await checkBackend('wasm');
    expect(check).toEqual({ backend: 'wasm', status: 'wrong', error: expect.closeTo(0.01, 3) });
  });

  it('finds out gradients that are zero, as on some phones', async () => {
    spoilFilterGradient((gradient) => tf.zerosLike(gradient));
    const check = await checkBackend('wasm');
    expect(check).toEqual({ backend: 'wasm', status: 'wrong', error: expect.closeTo(1, 3) });
  });

  it('finds out gradients that are not numbers', async () => {
    spoilFilterGradient((gradient) => gradient.mul(Number.NaN));
    const check = await checkBackend('wasm');
    expect(check).toEqual({ backend: 'wasm', status: 'wrong', error: Number.NaN });
  });

  const unavailable = { code: 'backend-unavailable', backend: 'webgpu', detail: 'none' } as const;
  const file = 'kernels.wasm';

  it.each<[Failure, BackendCheck['status'], string]>([
    [unavailable, 'unavailable', 'none'],
    [{ code: 'file-unreachable', file, status: 404 }, 'unreachable', `${file}: 404`],
    [{ code: 'file-unreachable', file, status: 0 }, 'unreachable', `${file}: Error: cut off`],
    [{ code: 'file-damaged', file }, 'unavailable', `${file}: Error: cut off`],
  ])('reports a backend that does not start, and why (%#)', async (failure, status, detail) => {
    const cause = new Error('cut off');
    vi.mocked(startBackend).mockImplementation(async (backend) => {
      if (backend === 'webgpu') throw new AtelierError(failure, { cause });
      await startInNode(backend);
    });
    expect(await checkBackend('webgpu')).toEqual({ backend: 'webgpu', status, detail });
    vi.mocked(startBackend).mockImplementation(startInNode);
  });

  it('reports a backend that breaks while computing', async () => {
    spoilFilterGradient(() => {
      throw new Error('shader did not compile');
    });
    expect(await checkBackend('wasm')).toEqual({
      backend: 'wasm',
      status: 'unavailable',
      detail: 'Error: shader did not compile',
    });
  });

  it('leaves no tensor behind', async () => {
    const before = liveTensors();
    await checkBackend('wasm');
    expect(liveTensors()).toBe(before);
  });
});
