import { describe, expect, it, vi } from 'vitest';
import { parseImageQuery } from './image-query';

vi.mock('../../stores/inspected', () => ({ PHOTO_QUERY: 'from=photo' }));

describe('the image in the address', () => {
  it.each([
    ['', { from: 'dataset', split: 'test', index: 0 }],
    ['split=train&image=42', { from: 'dataset', split: 'train', index: 42 }],
    ['split=test&image=9', { from: 'dataset', split: 'test', index: 9 }],
    ['split=all&image=-1', { from: 'dataset', split: 'test', index: 0 }],
    ['image=1e3', { from: 'dataset', split: 'test', index: 0 }],
    ['from=photo', { from: 'photo' }],
    ['from=elsewhere&image=3', { from: 'dataset', split: 'test', index: 3 }],
  ])('%s', (query, expected) => {
    expect(parseImageQuery(query)).toEqual(expected);
  });
});
