import { afterEach, describe, expect, it, vi } from 'vitest';
import { isSoftwareGpu } from './software-gpu';

const [RENDERER, UNMASKED] = [1, 2];

/** A browser whose WebGL is by a renderer of this name; null: without WebGL. */
function offerWebGl(name: string | null, hasExtension = true): void {
  const extensions: Record<string, object> = { WEBGL_lose_context: { loseContext() {} } };
  if (hasExtension) extensions.WEBGL_debug_renderer_info = { UNMASKED_RENDERER_WEBGL: UNMASKED };
  const context = {
    RENDERER,
    getExtension: (id: string) => extensions[id] ?? null,
    getParameter: (id: number) => (id === (hasExtension ? UNMASKED : RENDERER) ? name : 'WebKit'),
  };
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => (name === null ? null : context);
    },
  );
}

function offerWebGpu(adapter: object | null): void {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });
}

afterEach(() => vi.unstubAllGlobals());

describe('isSoftwareGpu', () => {
  it.each([
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'llvmpipe (LLVM 15.0.6, 256 bits)',
    'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'Apple Software Renderer',
  ])('knows %s', async (name) => {
    offerWebGl(name);
    expect(await isSoftwareGpu('webgl')).toBe(true);
    offerWebGl(name, false);
    expect(await isSoftwareGpu('webgl')).toBe(true);
  });

  it.each([
    'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
    'Apple GPU',
    null,
  ])('takes %s for none', async (name) => {
    offerWebGl(name);
    expect(await isSoftwareGpu('webgl')).toBe(false);
  });

  it('asks the WebGPU adapter', async () => {
    for (const adapter of [
      { info: { isFallbackAdapter: true } },
      { isFallbackAdapter: true },
      { info: { isFallbackAdapter: false, architecture: 'swiftshader' } },
    ]) {
      offerWebGpu(adapter);
      expect(await isSoftwareGpu('webgpu')).toBe(true);
    }
    for (const adapter of [{ info: { isFallbackAdapter: false, architecture: 'ampere' } }, null]) {
      offerWebGpu(adapter);
      expect(await isSoftwareGpu('webgpu')).toBe(false);
    }
    vi.stubGlobal('navigator', {});
    expect(await isSoftwareGpu('webgpu')).toBe(false);
  });

  it('has nothing to ask of the others', async () => {
    for (const backend of ['engine', 'wasm', 'cpu'] as const) {
      expect(await isSoftwareGpu(backend)).toBe(false);
    }
  });
});
