/** Header files for common static hosts, from the list in headers.ts. */
import { ASSETS_CACHE, type Header, OTHER_CACHE, PRODUCTION_HEADERS } from './headers';

/** What every such file begins with, behind its comment sign. */
const ORIGIN = 'Written by the build of Atelier from scripts/headers.ts.';

/** File names beside index.html and their content, for each kind of host we know. */
export function hostingFiles(): Record<string, string> {
  return {
    _headers: netlifyHeaders(),
    '.htaccess': apacheConfiguration(),
    'nginx.conf': nginxConfiguration(),
    'vercel.json': vercelConfiguration(),
  };
}

/**
 * Netlify and Cloudflare Pages. Both add up all rules that match, so Cache-Control stands only
 * once; without it both hosts make browsers ask again, which is what we want for the rest.
 */
function netlifyHeaders(): string {
  const lines = (headers: readonly Header[]) =>
    headers.map(([name, value]) => `  ${name}: ${value}`).join('\n');
  return `# ${ORIGIN}\n/*\n${lines(PRODUCTION_HEADERS)}\n\n/assets/*\n${lines([ASSETS_CACHE])}\n`;
}

/** Apache 2.4.10 or later with mod_headers; the folder needs `AllowOverride FileInfo`. */
function apacheConfiguration(): string {
  const set = ([name, value]: Header) => `Header always set ${name} "${value}"`;
  return [
    `# ${ORIGIN}`,
    'AddType application/wasm .wasm',
    'AddType text/javascript .js .mjs',
    ...[...PRODUCTION_HEADERS, OTHER_CACHE].map(set),
    `${set(ASSETS_CACHE)} "expr=%{REQUEST_URI} =~ m#/assets/#"`,
    '',
  ].join('\n');
}

/**
 * For inside of a `server` block of nginx. A location with an add_header of its own inherits none,
 * so all of them stand in both places.
 */
function nginxConfiguration(): string {
  const add = (indent: string, headers: readonly Header[]) =>
    headers.map(([name, value]) => `${indent}add_header ${name} "${value}" always;`);
  return [
    `# ${ORIGIN}`,
    '# Include this in the server block whose root is the folder of this file.',
    '# Needs nginx 1.21 or later, whose mime.types knows .wasm.',
    ...add('', [...PRODUCTION_HEADERS, OTHER_CACHE]),
    'location ~ /assets/ {',
    ...add('  ', [...PRODUCTION_HEADERS, ASSETS_CACHE]),
    '}',
    '',
  ].join('\n');
}

/** Vercel, when the built folder is what is deployed. A later rule replaces an earlier one. */
function vercelConfiguration(): string {
  const rule = (source: string, headers: readonly Header[]) => ({
    source,
    headers: headers.map(([key, value]) => ({ key, value })),
  });
  const headers = [
    rule('/(.*)', [...PRODUCTION_HEADERS, OTHER_CACHE]),
    rule('/assets/(.*)', [ASSETS_CACHE]),
  ];
  return `${JSON.stringify({ headers }, null, 2)}\n`;
}
