import { describe, expect, it } from 'vitest';
import { FASHION_CLASSES } from '../dataset';
import { categoriesOf, parseRules, ruleOf, withRule } from './categories';

const SHOES = { Sandal: 'shoes', Sneaker: 'shoes', 'Ankle boot': 'shoes', Bag: null };

describe('categoriesOf', () => {
  it('counts classes together, leaves some out, and keeps the others', () => {
    const { list, ofClass } = categoriesOf(FASHION_CLASSES, SHOES);
    expect(list.map(({ name }) => name)).toEqual([
      'T-shirt/top',
      'Trouser',
      'Pullover',
      'Dress',
      'Coat',
      'shoes',
      'Shirt',
    ]);
    expect(list[5]?.classes).toEqual([5, 7, 9]);
    expect(ofClass).toEqual([0, 1, 2, 3, 4, 5, 6, 5, null, 5]);
  });

  it('keeps classes as they are without rules, shown in the language of the reader', () => {
    const { list } = categoriesOf(['Dress', 'Bag'], {}, ['원피스', '가방']);
    expect(list).toEqual([
      { name: '원피스', key: 'Dress', classes: [0] },
      { name: '가방', key: 'Bag', classes: [1] },
    ]);
  });

  it('makes one category of a group and a class that are called the same', () => {
    const { list } = categoriesOf(['Sandal', 'Sneaker'], { Sandal: 'Sneaker' });
    expect(list).toEqual([{ name: 'Sneaker', key: 'Sneaker', classes: [0, 1] }]);
    const inKorean = categoriesOf(['Sandal', 'Sneaker'], { Sandal: 'Sneaker' }, ['샌들', '운동화']);
    expect(inKorean.list).toEqual(list);
  });

  it('takes names for names, whatever objects inherit', () => {
    expect(ruleOf({}, 'constructor')).toBeUndefined();
    expect(categoriesOf(['toString'], {}).list[0]?.name).toBe('toString');
  });
});

describe('withRule', () => {
  it('decides, decides anew and takes back, tidying names', () => {
    const shoes = withRule({}, 'Sandal', '  my\n  shoes ');
    expect(shoes).toEqual({ Sandal: 'my shoes' });
    expect(withRule(shoes, 'Sandal', null)).toEqual({ Sandal: null });
    expect(withRule(shoes, 'Sandal', '  ')).toEqual({});
    expect(withRule(shoes, 'Bag', undefined)).toEqual(shoes);
    expect(withRule({}, 'Bag', 'x'.repeat(99))).toEqual({ Bag: 'x'.repeat(40) });
  });
});

describe('parseRules', () => {
  it('reads what was written', () => {
    expect(parseRules(JSON.parse(JSON.stringify(SHOES)))).toEqual(SHOES);
    expect(parseRules({})).toEqual({});
  });

  it.each([null, 3, 'x', [], { Bag: 1 }, { Bag: '' }, { Bag: ' x' }, { Bag: 'x'.repeat(41) }])(
    'refuses %j',
    (value) => {
      expect(parseRules(value)).toBeNull();
    },
  );
});
