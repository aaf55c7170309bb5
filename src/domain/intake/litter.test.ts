import { describe, expect, it } from 'vitest';
import { isLitter, nameInPath } from './litter';

describe('isLitter', () => {
  it.each([
    '.DS_Store',
    'summer/.DS_Store',
    'summer/._a.jpg',
    '__MACOSX/summer/a.jpg',
    'summer/Thumbs.db',
    'summer/desktop.ini',
    '.thumbnails/a.jpg',
  ])('knows %s', (path) => {
    expect(isLitter(path)).toBe(true);
  });

  it.each([
    'a.jpg',
    'summer/a.jpg',
    'my__MACOSX/a.jpg',
    './a.jpg',
    '../a.jpg',
    'Thumbs.db.jpg',
    '겨울/코트.jpg',
  ])('leaves %s alone', (path) => {
    expect(isLitter(path)).toBe(false);
  });
});

describe('nameInPath', () => {
  it('is what follows the last folder', () => {
    expect(nameInPath('a/b/c.jpg')).toBe('c.jpg');
    expect(nameInPath('c.jpg')).toBe('c.jpg');
  });
});
