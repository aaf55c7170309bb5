import { sha256 } from '@noble/hashes/sha2.js';

/**
 * SHA-256 as lower-case hex. Browsers offer their own only on secure pages; a class opening the app
 * from the teacher's machine over plain HTTP gets the same digest from JavaScript.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = globalThis.crypto?.subtle
    ? // A copy, because digesting shared memory is refused.
      new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()))
    : sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
