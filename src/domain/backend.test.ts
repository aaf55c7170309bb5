import { describe, expect, it } from 'vitest';
import { type BackendCheck, fastestCorrect } from './backend';

const wrong: BackendCheck = { backend: 'webgpu', status: 'wrong', error: 0.5 };
const missing: BackendCheck = { backend: 'webgl', status: 'unavailable', detail: 'none' };
const silent: BackendCheck = { backend: 'webgl', status: 'timeout', seconds: 60 };
const slow: BackendCheck = { backend: 'cpu', status: 'correct', error: 0, stepMs: 900 };
const fast: BackendCheck = { backend: 'wasm', status: 'correct', error: 1e-6, stepMs: 20 };

describe('fastestCorrect', () => {
  it('takes the fastest, in whatever order they were measured', () => {
    expect(fastestCorrect([slow, fast])).toBe('wasm');
    expect(fastestCorrect([fast, slow])).toBe('wasm');
  });

  it('passes over every backend that is not proven correct', () => {
    expect(fastestCorrect([wrong, missing, silent, slow])).toBe('cpu');
  });

  it('gives null when none is correct or none was measured', () => {
    expect(fastestCorrect([wrong, missing, silent])).toBeNull();
    expect(fastestCorrect([])).toBeNull();
  });
});
