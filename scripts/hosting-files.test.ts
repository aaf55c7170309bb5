import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_HEADERS, type Header, PRODUCTION_HEADERS } from './headers';
import { hostingFiles } from './hosting-files';

const headerOf = (headers: readonly Header[], name: string) => new Map(headers).get(name) ?? '';
const policy = headerOf(PRODUCTION_HEADERS, 'Content-Security-Policy');

describe('headers', () => {
  it('isolate the page, so that threads can share memory', () => {
    expect(PRODUCTION_HEADERS).toContainEqual(['Cross-Origin-Opener-Policy', 'same-origin']);
    expect(PRODUCTION_HEADERS).toContainEqual(['Cross-Origin-Embedder-Policy', 'require-corp']);
  });

  it('allow no inline script, no eval and no other origin in production', () => {
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'));
    expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toMatch(/https?:|ws:|\*/);
  });

  it('differ in development by the policy only', () => {
    const rest = (headers: readonly Header[]) =>
      headers.filter(([name]) => name !== 'Content-Security-Policy');
    expect(rest(DEVELOPMENT_HEADERS)).toEqual(rest(PRODUCTION_HEADERS));
    expect(headerOf(DEVELOPMENT_HEADERS, 'Content-Security-Policy')).toContain("'unsafe-inline'");
  });
});

describe('hostingFiles', () => {
  it.each(Object.entries(hostingFiles()))('%s sets every header', (_, text) => {
    for (const [name, value] of PRODUCTION_HEADERS) {
      expect(text).toContain(name);
      expect(text).toContain(value);
    }
    expect(text).toContain('max-age=31536000, immutable');
  });

  it('keeps values from breaking out of their quotes', () => {
    for (const [, value] of PRODUCTION_HEADERS) expect(value).not.toMatch(/["\\\n$%]/);
  });

  it('writes valid JSON for Vercel', () => {
    const { headers } = JSON.parse(hostingFiles()['vercel.json'] ?? '') as { headers: unknown[] };
    expect(headers).toHaveLength(2);
  });
});
