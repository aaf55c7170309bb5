import { describe, expect, it } from 'vitest';
import { formatHash, parseHash } from './route';

describe('parseHash', () => {
  it('reads screen and query', () => {
    expect(parseHash('#/browse?split=test&class=7')).toEqual({
      name: 'browse',
      query: 'split=test&class=7',
    });
    expect(parseHash('#/train')).toEqual({ name: 'train', query: '' });
    expect(parseHash('#/train/?seed=7')).toEqual({ name: 'train', query: 'seed=7' });
  });

  it('keeps what follows a second question mark', () => {
    expect(parseHash('#/train?a=1?2').query).toBe('a=1?2');
  });

  it('leads to Train where no screen is named, and drops the query of unknown ones', () => {
    expect(parseHash('')).toEqual({ name: 'train', query: '' });
    expect(parseHash('#?epochs=2')).toEqual({ name: 'train', query: 'epochs=2' });
    expect(parseHash('#/nowhere?epochs=2')).toEqual({ name: 'train', query: '' });
  });

  it('is undone by formatHash', () => {
    const query = new URLSearchParams({ split: 'test', image: '123' });
    expect(parseHash(formatHash('browse', query))).toEqual({
      name: 'browse',
      query: 'split=test&image=123',
    });
    expect(formatHash('train')).toBe('#/train');
  });
});
