import { describe, expect, it } from 'vitest';
import { AtelierError, mayFareBetter, toFailure } from './failure';
import type { PhotoFault } from './photo/fault';

describe('toFailure', () => {
  it('gives the failure of our own errors back, facts and all', () => {
    const failure = { code: 'file-damaged', file: 'train-0.png' } as const;
    expect(toFailure(new AtelierError(failure))).toBe(failure);
  });

  it('knows when memory could not be had', () => {
    // Chromium's, Firefox's and WebKit's words.
    expect(toFailure(new RangeError('Array buffer allocation failed'))).toEqual({
      code: 'out-of-memory',
    });
    expect(toFailure(new RangeError('WebAssembly.Memory(): could not allocate memory'))).toEqual({
      code: 'out-of-memory',
    });
    expect(toFailure(new RangeError('Out of memory'))).toEqual({ code: 'out-of-memory' });
  });

  it('keeps the words of anything else', () => {
    expect(toFailure(new TypeError('x is undefined'))).toEqual({
      code: 'unexpected',
      detail: 'TypeError: x is undefined',
    });
    expect(toFailure(new RangeError('no weight conv2d_1/kernel'))).toEqual({
      code: 'unexpected',
      detail: 'RangeError: no weight conv2d_1/kernel',
    });
    expect(toFailure('a word')).toEqual({ code: 'unexpected', detail: 'a word' });
    expect(toFailure(undefined)).toEqual({ code: 'unexpected', detail: 'undefined' });
  });
});

describe('AtelierError', () => {
  it('is an error that keeps its cause and shows its facts in a log', () => {
    const cause = new Error('socket closed');
    const error = new AtelierError(
      { code: 'file-unreachable', file: 'a.png', status: 0 },
      { cause },
    );
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('AtelierError');
    expect(error.message).toContain('file-unreachable');
    expect(error.message).toContain('a.png');
    expect(error.cause).toBe(cause);
  });
});

describe('mayFareBetter', () => {
  it('is for photos that came to nothing through no fault of their own', () => {
    const refused = (fault: PhotoFault) =>
      mayFareBetter({ code: 'photo-refused', file: 'a.jpg', fault });
    expect(mayFareBetter({ code: 'worker-lost', cause: 'hang' })).toBe(true);
    expect(refused({ code: 'too-slow', step: 'read', seconds: 30 })).toBe(true);
    expect(refused({ code: 'too-slow', step: 'decode', seconds: 30 })).toBe(true);
    expect(refused({ code: 'too-slow', step: 'list', seconds: 30 })).toBe(true);
    expect(refused({ code: 'damaged' })).toBe(false);
  });
});
