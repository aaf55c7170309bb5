import { describe, expect, it } from 'vitest';
import type { AtelierError } from '../failure';
import { isProblem, mixingOf } from './mixing';
import { formatPhotoConfusion, type PhotoConfusion, parsePhotoConfusion } from './photo-confusion';
import type { PhotoObservation } from './tally';

/** Five classes; shoes are one label, nobody photographed a bag. */
const MEASURED: PhotoConfusion = {
  format: 'atelier-photos',
  version: 1,
  run: 'run-1',
  classes: ['Coat', 'Sandal', 'Bag', 'Sneaker', 'Dress'],
  labels: [
    { name: 'Coat', classes: ['Coat'] },
    { name: 'Shoes', classes: ['Sandal', 'Sneaker'] },
    { name: 'Dress', classes: ['Dress'] },
  ],
  people: 3,
  method: 'By hand.',
  answers: [
    [0, 0, 0.9],
    [0, 2, 0.6],
    [0, 2, 0.3],
    [1, 1, 0.8],
    [1, 3, 0.7],
    [1, 0, 0.9],
    [2, 4, 0.95],
  ],
};

function failureOf(value: unknown): unknown {
  try {
    parsePhotoConfusion(value);
    return null;
  } catch (thrown) {
    return (thrown as AtelierError).failure;
  }
}

describe('parsePhotoConfusion', () => {
  it('reads what was written', () => {
    const text = formatPhotoConfusion(MEASURED);
    expect(parsePhotoConfusion(JSON.parse(text))).toEqual(MEASURED);
    expect(text.split('\n').filter((line) => line.startsWith('    ['))).toHaveLength(7);
  });

  it.each([
    ['no object', null],
    ['another format', { ...MEASURED, format: 'atelier-run' }],
    ['another version', { ...MEASURED, version: 2 }],
    ['no run', { ...MEASURED, run: '' }],
    ['no people', { ...MEASURED, people: 0 }],
    ['a class twice', { ...MEASURED, classes: ['Coat', 'Coat', 'Sandal', 'Sneaker', 'Dress'] }],
    ['a label of an unknown class', { ...MEASURED, labels: [{ name: 'Hat', classes: ['Hat'] }] }],
    ['no answers', { ...MEASURED, answers: [] }],
    ['an answer beyond the classes', { ...MEASURED, answers: [[0, 5, 0.5]] }],
    ['an answer to no label', { ...MEASURED, answers: [[3, 0, 0.5]] }],
    ['a confidence above 1', { ...MEASURED, answers: [[0, 0, 1.5]] }],
    ['an answer cut off', { ...MEASURED, answers: [[0, 0]] }],
  ])('refuses %s', (_, value) => {
    expect(failureOf(value)).toEqual({ code: 'file-damaged', file: 'photos.json' });
  });
});

describe('mixingOf', () => {
  const rules = (ofClass: (number | null)[], count: number, threshold = 0) => ({
    categories: { ofClass, count },
    threshold,
  });

  /** Photos by the class that is answered; the others are not sure. */
  function photos(answers: number[], notSure = 0, named = answers.map(() => 0)) {
    const times = (count: number, answer: number, change: Partial<PhotoObservation> = {}) =>
      Array.from({ length: count }, () => {
        return { answer, confidence: 0.9, named: null, day: null, ...change };
      });
    return [
      ...answers.flatMap((count, label) => times(count, label)),
      ...named.flatMap((count, label) => times(count, label, { named: label })),
      ...times(notSure, 2, { confidence: 0.1 }),
    ];
  }

  it('counts answers in the categories of the report; left-out and unsure ones apart', () => {
    // Coat, shoes (Sandal and Sneaker), Dress; Bag is left out.
    const mixing = mixingOf(MEASURED, rules([0, 1, null, 1, 2], 3, 0.5), []);
    expect(mixing).toEqual({
      truth: [0, 1, 2],
      counts: [
        // 1 right, 1 called a bag, 1 of 30 % confidence.
        [1, 0, 0, 1, 1],
        [1, 2, 0, 0, 0],
        [0, 0, 1, 0, 0],
      ],
      unseen: [2],
      // The columns of what is left out, and of what is not sure.
      unseenColumns: [3, 4],
    });
  });

  it('keeps what a left-out class looks like to the network in a row of its own', () => {
    const mixing = mixingOf(MEASURED, rules([0, 1, null, 1, null], 2), []);
    expect(mixing).toMatchObject({ truth: [0, 1, null] });
  });

  it('passes over a class that nobody photographed as long as few photos are answered so', () => {
    // Coat, shoes, Bag, Dress.
    const four = rules([0, 1, 2, 1, 3], 4, 0.5);
    const bags = { unseen: [2], unseenColumns: [2, 5] };
    expect(mixingOf(MEASURED, four, [])).toMatchObject(bags);
    // 5 of 100 answers, unsure ones included, and a sixth.
    const few = mixingOf(MEASURED, four, photos([60, 10, 5, 0, 5], 20));
    expect(few).toMatchObject({ truth: [0, 1, 3], ...bags });
    const many = mixingOf(MEASURED, four, photos([59, 10, 6, 0, 5], 20));
    expect(many).toEqual({ code: 'classes', unseen: [2], joined: [] });
    // Bags that a person named are known: they and the coats named are no answers.
    const named = photos([60, 10, 5, 0, 5], 20, [0, 0, 5, 0, 0]);
    expect(isProblem(mixingOf(MEASURED, four, named))).toBe(false);
    const alsoNamed = photos([55, 10, 5, 0, 5], 20, [5, 0, 5, 0, 0]);
    expect(isProblem(mixingOf(MEASURED, four, alsoNamed))).toBe(true);
  });

  it('asks of a group how many answers are of the class in it that nobody photographed', () => {
    // Coats and bags together.
    const group = rules([0, 1, 0, 1, 2], 3, 0.5);
    const coats = mixingOf(MEASURED, group, photos([40, 60, 0, 0, 0]));
    expect(coats).toMatchObject({ unseen: [2], unseenColumns: [0, 4] });
    const bags = mixingOf(MEASURED, group, photos([4, 90, 6, 0, 0]));
    expect(bags).toMatchObject({ code: 'classes', unseen: [2] });
  });

  it('says what keeps shares from being corrected', () => {
    expect(mixingOf(null, rules([0, 1, 2, 3, 4], 5), [])).toEqual({ code: 'notMeasured' });
    const problem = mixingOf(MEASURED, rules([0, 1, 2, 3, 4], 5), photos([1, 1, 1, 1, 1]));
    expect(isProblem(problem)).toBe(true);
    expect(problem).toEqual({ code: 'classes', unseen: [2], joined: [[1, 3]] });
    // One of the shoes left out: then a label stands for what is counted and what is not.
    expect(mixingOf(MEASURED, rules([0, 1, null, null, 2], 3), [])).toEqual({
      code: 'classes',
      unseen: [],
      joined: [[1, 3]],
    });
  });
});
