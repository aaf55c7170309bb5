import type { BackendId } from '../../domain/backend';

/** What renderers that compute on the processor call themselves: Chromium's, Mesa's, Windows's. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** What is used of WebGPU here; TypeScript's own libraries do not have it yet. */
interface Gpu {
  requestAdapter(): Promise<{
    isFallbackAdapter?: boolean;
    info?: { isFallbackAdapter?: boolean; architecture?: string };
  } | null>;
}

/**
 * Whether a backend would have its GPU emulated on the processor. That is several times slower than
 * WASM on the same cores (docs/results/foundation.md), and to time it takes many seconds.
 */
export async function isSoftwareGpu(backend: BackendId): Promise<boolean> {
  switch (backend) {
    case 'webgl':
      return SOFTWARE.test(webGlRenderer());
    case 'webgpu': {
      const adapter = await (navigator as { gpu?: Gpu }).gpu?.requestAdapter();
      const isFallback = adapter?.info?.isFallbackAdapter ?? adapter?.isFallbackAdapter ?? false;
      return isFallback || SOFTWARE.test(adapter?.info?.architecture ?? '');
    }
    default:
      return false;
  }
}

/** Its name; empty where there is no WebGL, or the browser does not tell. */
function webGlRenderer(): string {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return '';
  // Firefox tells it without the extension.
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return String(name);
}
