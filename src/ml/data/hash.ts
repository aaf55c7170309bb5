import { sha256 } from '@noble/hashes/sha2.js';

/**
 * SHA-256 as lower-case hex. Browsers offer their own only on secure pages; a class opening the app
 * from the teacher's machine over plain HTTP gets the same digest from JavaScript.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', unshared(bytes)))
    : sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A copy of memory that threads share, because digesting that is refused; a photo of 100 MB is not copied. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isShared = !(bytes.buffer instanceof ArrayBuffer);
  return isShared ? bytes.slice() : (bytes as Uint8Array<ArrayBuffer>);
}
