/**
 * The response headers under which Atelier runs, as one list. From it follow those of the preview
 * and development servers (vite.config.ts) and the ready files for hosts (vite-plugin-hosting.ts).
 */

/** One response header: name and value. */
export type Header = readonly [name: string, value: string];

/** Content-Security-Policy as a table: directive and its sources. */
type Policy = Record<string, string[]>;

/** SHA-256 of nothing: glamor (in tfjs-vis) adds an empty style tag and then uses insertRule. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * Nothing but this origin. `blob:` is missing from script-src and worker-src on purpose: only
 * tfjs's own threaded WASM starts workers from blobs, and we do not use that build (it hangs once
 * minified). 'wasm-unsafe-eval' lets WebAssembly compile and still keeps JavaScript from eval.
 */
const PRODUCTION_POLICY: Policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'style-src': ["'self'", EMPTY_STYLE],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/**
 * What Vite's development client needs beyond that: the inline React refresh preamble, style tags
 * (a hash beside 'unsafe-inline' would switch the latter off), its web socket, and the worker from
 * a blob by which it waits for a restarted server.
 */
const DEVELOPMENT_POLICY: Policy = {
  ...PRODUCTION_POLICY,
  'script-src': ["'self'", "'unsafe-inline'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'worker-src': ["'self'", 'blob:'],
  'connect-src': ["'self'", 'ws:', 'wss:'],
};

/**
 * Isolation (shared memory between threads needs the first two) and what else costs nothing.
 * Permissions-Policy names only features that browsers know; others make them complain.
 */
const COMMON_HEADERS: readonly Header[] = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  [
    'Permissions-Policy',
    'camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), midi=()',
  ],
];

/** For every response of the production build. */
export const PRODUCTION_HEADERS: readonly Header[] = [
  ...COMMON_HEADERS,
  ['Content-Security-Policy', policyText(PRODUCTION_POLICY)],
];

/** For every response of the development server. */
export const DEVELOPMENT_HEADERS: readonly Header[] = [
  ...COMMON_HEADERS,
  ['Content-Security-Policy', policyText(DEVELOPMENT_POLICY)],
];

/** For files under assets/, whose names change with their content: kept for a year. */
export const ASSETS_CACHE: Header = ['Cache-Control', 'public, max-age=31536000, immutable'];
/** For everything else: kept, but asked for again, so that page and data are of one version. */
export const OTHER_CACHE: Header = ['Cache-Control', 'no-cache'];

function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}
