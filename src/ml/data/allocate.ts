/** Memory that other threads can read too where the page is cross-origin isolated. */
export function allocate(bytes: number): Uint8Array {
  return new Uint8Array(
    globalThis.crossOriginIsolated ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
  );
}
