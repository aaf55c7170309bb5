import { describe, expect, it } from 'vitest';
import { FASHION_CLASSES } from '../dataset';
import { PHOTO_CATEGORIES, positionByMeaning } from './categories';

describe('positionByMeaning', () => {
  it('finds the one class of Fashion-MNIST that a category of photos means', () => {
    const found = PHOTO_CATEGORIES.map((name) => [name, positionByMeaning(name, FASHION_CLASSES)]);
    expect(found).toEqual([
      ['T-shirt', 0],
      ['Long sleeve', 2],
      ['Shirt', 6],
      ['Outerwear', 4],
      ['Dress', 3],
      ['Trousers', 1],
      // Fashion-MNIST has no shorts, skirts and hats, and three kinds of shoes.
      ...['Shorts', 'Skirt', 'Shoes', 'Hat'].map((name) => [name, null]),
      ['Bag', 8],
      ['None of these', null],
    ]);
  });

  it('finds the category of photos that each class of Fashion-MNIST means', () => {
    const found = FASHION_CLASSES.map((name) => {
      return PHOTO_CATEGORIES[positionByMeaning(name, PHOTO_CATEGORIES) ?? -1];
    });
    const tops = ['T-shirt', 'Trousers', 'Long sleeve', 'Dress', 'Outerwear'];
    expect(found).toEqual([...tops, 'Shoes', 'Shirt', 'Shoes', 'Bag', 'Shoes']);
  });

  it('takes a class of the same name first, and knows no meaning of other names', () => {
    expect(positionByMeaning('Coat', ['Outerwear', 'Coat'])).toBe(1);
    expect(positionByMeaning('7', ['6', '7'])).toBe(1);
    expect(positionByMeaning('7', FASHION_CLASSES)).toBeNull();
    expect(positionByMeaning('Hat', ['6', '7'])).toBeNull();
  });
});
