import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { licenceTexts } from './licences';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('licenceTexts', () => {
  it('has what we ship, with the texts of licences that come without one', async () => {
    const text = await licenceTexts(root);
    expect(text).toMatch(/^react 19\.\S+ \(MIT\)$/m);
    expect(text).toMatch(/^@tensorflow\/tfjs-core 4\.22\.0 \(Apache-2\.0\)$/m);
    expect(text).toContain('Version 2.0, January 2004');
    expect(text).toContain('APPENDIX: How to apply the Apache License');
    expect(text).not.toContain('vitest');
  });
});
