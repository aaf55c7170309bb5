import { describe, expect, it } from 'vitest';
import { FASHION_CLASSES } from '../domain/dataset';
import { observationsOf } from './report-photos';
import { photo } from './report-testing';

/** Each class is a category of its own. */
const APART = { classes: FASHION_CLASSES, ofClass: FASHION_CLASSES.map((_, label) => label) };

describe('observationsOf', () => {
  it('takes what a person said before what the network says, and only what is known', () => {
    const taken = { day: '2026-05-01', source: 'exif' as const };
    const waiting = photo('c', 0, { status: 'waiting', result: null });
    const said = (correctedName: string, correctedClass: number | null) => ({
      correctedName,
      correctedClass,
    });
    const named = photo('d', 0, { status: 'refused', result: null, ...said('Bag', 8) });
    // The network has no class for it: known, and none of the classes.
    const hat = photo('e', 4, said('Hat', null));
    const seen = observationsOf(
      [photo('a', 4, { taken }), photo('b', 4, said('Shirt', 6)), waiting, named, hat],
      { without: null, noneOfThese: null },
      APART,
    );
    expect(seen).toEqual([
      { answer: 4, confidence: expect.closeTo(0.91, 5), named: null, day: '2026-05-01' },
      { answer: 4, confidence: expect.closeTo(0.91, 5), named: 6, day: null },
      { answer: null, confidence: 0, named: 8, day: null },
      { answer: 4, confidence: expect.closeTo(0.91, 5), named: -1, day: null },
    ]);
  });

  it('counts as sure as verdicts do beside a class that means none of the others', () => {
    const rules = { without: null, noneOfThese: 0 };
    // Its nine others have 0.01 each: 0.91 / (0.99 + 0.1).
    const [seen] = observationsOf([photo('a', 4)], rules, APART);
    expect(seen?.confidence).toBeCloseTo(0.91 / 1.09, 5);
  });

  it('counts shoes that a person named as any of three classes where these are counted together', () => {
    const shoes = photo('a', 0, { correctedName: 'Shoes', correctedClass: null });
    const namedWith = (ofClass: (number | null)[]) => {
      const rules = { without: null, noneOfThese: null };
      return observationsOf([shoes], rules, { classes: FASHION_CLASSES, ofClass })[0]?.named;
    };
    // Sandal, Sneaker and Ankle boot are 5, 7 and 9.
    expect(namedWith([0, 1, 2, 3, 4, 5, 6, 5, 7, 5])).toBe(5);
    expect(namedWith([0, 1, 2, 3, 4, null, 5, null, 6, null])).toBe(5);
    expect(namedWith([0, 1, 2, 3, 4, 5, 6, 5, 7, 8])).toBe(-1);
  });
});
