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

  it('takes a group that bears the name of a class in any language for that class', () => {
    const classes = ['Sandal', 'Sneaker'];
    const korean = ['샌들', '운동화'];
    const called = [
      ['Sandal', '샌들'],
      ['Sneaker', '운동화'],
    ];
    for (const typed of ['Sneaker', 'sneaker', '운동화', '운동화'.normalize('NFD')]) {
      for (const shown of [classes, korean]) {
        const { list, ofClass } = categoriesOf(classes, { Sandal: typed }, shown, called);
        expect(list).toEqual([{ name: shown[1], key: 'Sneaker', classes: [0, 1] }]);
        expect(ofClass).toEqual([0, 0]);
      }
    }
  });

  it('has a group bear the name of a class that is counted elsewhere, or left out', () => {
    const rules = { Sandal: 'Sneaker', Sneaker: null };
    const { list } = categoriesOf(['Sandal', 'Sneaker'], rules);
    expect(list).toEqual([{ name: 'Sneaker', key: 'Sneaker', classes: [0] }]);
  });

  it('takes groups for one whose names differ in capitals alone', () => {
    const { list } = categoriesOf(['Sandal', 'Bag', 'Sneaker'], {
      Sandal: 'On foot',
      Sneaker: 'on foot',
    });
    expect(list.map(({ key, classes }) => [key, classes])).toEqual([
      ['On foot', [0, 2]],
      ['Bag', [1]],
    ]);
  });

  it('tells classes apart that differ in capitals alone', () => {
    const { list } = categoriesOf(['bag', 'Bag', 'Purse'], { Purse: 'Bag' });
    expect(list.map(({ key, classes }) => [key, classes])).toEqual([
      ['bag', [0]],
      ['Bag', [1, 2]],
    ]);
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

describe('a class that is left out at first', () => {
  it('can be counted, and left out again', () => {
    expect(ruleOf({}, 'None of these')).toBeNull();
    for (const nothing of [undefined, '']) {
      const counted = withRule({}, 'None of these', nothing);
      expect(ruleOf(counted, 'None of these')).toBeUndefined();
      expect(parseRules(counted)).toEqual(counted);
      expect(categoriesOf(['Hat', 'None of these'], counted).ofClass).toEqual([0, 1]);
      expect(ruleOf(withRule(counted, 'None of these', null), 'None of these')).toBeNull();
    }
    const grouped = withRule({}, 'None of these', 'rest');
    expect(ruleOf(grouped, 'None of these')).toBe('rest');
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
