import { describe, expect, it } from 'vitest';
import { randomStream } from '../random';
import { drawConfusion } from './drawn-confusion';
import { wilson } from './interval';
import type { Mixing } from './mixing';
import { correctedShares as correctedBy } from './prevalence';
import type { Tally } from './tally';

const ALL_SEEN = { unseen: [], unseenColumns: [] };

function correctedShares(sums: Tally, mixing: Mixing, seed: number, draws: number) {
  return correctedBy(sums, drawConfusion(mixing, seed + 1, draws), seed, draws);
}

/** Two categories; the last two columns are "left out" and "not sure". */
function twoClasses(hits: number, ill: number, rejections: number, well: number): Mixing {
  return {
    truth: [0, 1],
    counts: [
      [hits, ill - hits, 0, 0],
      [well - rejections, rejections, 0, 0],
    ],
    ...ALL_SEEN,
  };
}

/** Photos of which those that a person named were answered as they were named, unless said otherwise. */
function answered(counted: number[], rest: Partial<Tally> = {}): Tally {
  const known = counted.map(() => 0);
  const others = { leftOutKnown: 0, leftOut: 0, notSure: 0, ...rest };
  const { leftOutKnown, leftOut, notSure } = others;
  return { counted, known, answered: [...counted, leftOut + leftOutKnown, notSure], ...others };
}

/** Photos of three categories (rows) by their answers (columns: the categories, "left out", "not sure"). */
function tallied(photos: readonly { row: number; column: number; isNamed: boolean }[]): Tally {
  const count = (isOne: (photo: (typeof photos)[number]) => boolean) => photos.filter(isOne).length;
  const known = [0, 1, 2].map((at) => count(({ row, isNamed }) => isNamed && row === at));
  const [a = 0, b = 0, c = 0, leftOut = 0, notSure = 0] = [0, 1, 2, 3, 4].map((at) =>
    count(({ column, isNamed }) => !isNamed && column === at),
  );
  return {
    counted: [a, b, c].map((answers, at) => answers + (known[at] ?? 0)),
    known,
    ...{ leftOutKnown: 0, leftOut, notSure },
    answered: [0, 1, 2, 3, 4].map((at) => count(({ column }) => column === at)),
  };
}

/**
 * The interval of Lang and Reiczigel (2014, https://doi.org/10.1016/j.prevetmed.2013.09.015), written
 * here on its own from the paper's formula as a check.
 */
function langReiczigel(
  positive: number,
  tested: number,
  se: number,
  ill: number,
  sp: number,
  well: number,
) {
  const z = 1.959964;
  const n = tested + z * z;
  const p = (positive + (z * z) / 2) / n;
  const sensitivity = (ill * se + 1) / (ill + 2);
  const specificity = (well * sp + 1) / (well + 2);
  const youden = sensitivity + specificity - 1;
  const prevalence = (p + specificity - 1) / youden;
  const ofSensitivity = (sensitivity * (1 - sensitivity)) / (ill + 2);
  const ofSpecificity = (specificity * (1 - specificity)) / (well + 2);
  const shift = 2 * z * z * ((1 - prevalence) * ofSpecificity - prevalence * ofSensitivity);
  const variance =
    (p * (1 - p)) / n + (1 - prevalence) ** 2 * ofSpecificity + prevalence ** 2 * ofSensitivity;
  const reach = (z * Math.sqrt(variance)) / youden;
  return [prevalence + shift - reach, prevalence + shift + reach];
}

function multinomial(shares: readonly number[], count: number, random: () => number): number[] {
  const drawn = shares.map(() => 0);
  for (let done = 0; done < count; done++) {
    let left = random();
    let column = 0;
    for (; column < shares.length - 1; column++) {
      left -= shares[column] ?? 0;
      if (left < 0) break;
    }
    drawn[column] = (drawn[column] ?? 0) + 1;
  }
  return drawn;
}

describe('correctedShares', () => {
  it.each([
    [23, 150, 0.96, 100, 0.89, 100],
    [60, 200, 0.8, 80, 0.9, 120],
    [100, 200, 0.7, 50, 0.7, 60],
  ])('agrees with Lang and Reiczigel: %i of %i', (positive, tested, se, ill, sp, well) => {
    const mixing = twoClasses(se * ill, ill, sp * well, well);
    const [share] = correctedShares(answered([positive, tested - positive]), mixing, 1, 20_000);
    const [low = 0, high = 1] = langReiczigel(positive, tested, se, ill, sp, well);
    const near = 0.1 * (high - low);
    expect(Math.abs((share?.low ?? 9) - Math.max(0, low))).toBeLessThan(near);
    expect(Math.abs((share?.high ?? 9) - Math.min(1, high))).toBeLessThan(near);
    // Far wider than the sample alone would have it.
    expect((share?.high ?? 0) - (share?.low ?? 0)).toBeGreaterThan(0.08);
  });

  it.each([
    ['nobody named a photo', 0, 0],
    ['the unsure ones were named', 0, 1],
    ['half were named', 0.5, 0.5],
  ])('is right and covers the truth in about 95 of 100 repetitions where %s', (_, sure, unsure) => {
    const random = randomStream(7);
    const rates = [
      [0.65, 0.15, 0.1, 0, 0.1],
      [0.2, 0.55, 0.15, 0, 0.1],
      [0.1, 0.3, 0.4, 0, 0.2],
    ];
    const truth = [0.55, 0.3, 0.15];
    const isNamed = (column: number) => random() < (column === 4 ? unsure : sure);
    const covered = [0, 0, 0];
    const sums = [0, 0, 0];
    const rounds = 200;
    for (let round = 0; round < rounds; round++) {
      const counts = rates.map((row, index) => multinomial(row, [150, 80, 40][index] ?? 0, random));
      const photos = multinomial(truth, 150, random).flatMap((of, row) =>
        multinomial(rates[row] ?? [], of, random).flatMap((times, column) =>
          Array.from({ length: times }, () => ({ row, column, isNamed: isNamed(column) })),
        ),
      );
      const mixing = { truth: [0, 1, 2], counts, ...ALL_SEEN };
      const shares = correctedShares(tallied(photos), mixing, round, 200);
      truth.forEach((share, category) => {
        const { share: estimate = 0, low = 1, high = 0 } = shares[category] ?? {};
        sums[category] = (sums[category] ?? 0) + estimate;
        if (low <= share && share <= high) covered[category] = (covered[category] ?? 0) + 1;
      });
    }
    for (const count of covered) {
      expect(count / rounds).toBeGreaterThan(0.91);
    }
    truth.forEach((share, category) => {
      expect(Math.abs((sums[category] ?? 0) / rounds - share)).toBeLessThan(0.02);
    });
  });

  it('is never surer than if every photo had been named', () => {
    // Of 5 photos none was called ill, by a network that is hardly ever wrong.
    const [ill, well] = correctedShares(
      answered([0, 5]),
      twoClasses(9990, 10_000, 9990, 10_000),
      1,
      500,
    );
    expect(ill?.share).toBeCloseTo(0, 3);
    expect(ill?.high).toBeCloseTo(wilson(0, 5).high, 3);
    expect(well?.low).toBeCloseTo(wilson(5, 5).low, 3);
  });

  it('takes photos that a person named as they are', () => {
    const useless = twoClasses(50, 100, 50, 100);
    const all = answered([30, 10], { known: [30, 10] });
    const shares = correctedShares(all, useless, 1, 500);
    expect(shares.map((share) => share?.share)).toEqual([0.75, 0.25]);
    // As wide as the sample of 40 alone: Wilson 0.598 to 0.858.
    expect(shares[0]?.low).toBeCloseTo(0.6, 1);
    expect(shares[0]?.high).toBeCloseTo(0.86, 1);
    const half = correctedShares(
      answered([30, 10], { known: [15, 0] }),
      twoClasses(90, 100, 90, 100),
      1,
      200,
    );
    // 15 named, the others answered 15 to 10. By hand: s = 0.829 solves
    // 40 s = 15 + 15 (0.9 s) / (0.9 s + 0.1 (1 - s)) + 10 (0.1 s) / (0.1 s + 0.9 (1 - s)).
    expect(half[0]?.share).toBeCloseTo(0.829, 2);
  });

  it('says no less of named photos for one that is answered as none of the measured classes is', () => {
    const mixing: Mixing = {
      truth: [0, 1],
      counts: [
        [8000, 2000, 0, 0],
        [2000, 8000, 0, 0],
      ],
      unseen: [2],
      unseenColumns: [2],
    };
    const named = { known: [200, 100] };
    const [coats] = correctedShares(answered([200, 100], { ...named, leftOut: 1 }), mixing, 1, 200);
    // Of 300 named ones Wilson's interval is 0.612 to 0.718.
    const { low, high } = wilson(200, 300);
    expect(coats?.low).toBeCloseTo(low, 2);
    expect(coats?.high).toBeCloseTo(high, 2);
  });

  it('stays within what named photos leave open, however little the network tells', () => {
    const all = answered([95, 5], { known: [90, 5] });
    const [coats, dresses] = correctedShares(all, twoClasses(51, 100, 51, 100), 1, 200);
    // 90 to 95 of 100 are coats.
    expect(coats?.low).toBeGreaterThanOrEqual(wilson(90, 100).low);
    expect(dresses?.high).toBeLessThanOrEqual(wilson(10, 100).high);
  });

  it('leaves a true category out where the person did', () => {
    const mixing: Mixing = {
      truth: [0, null],
      counts: [
        [90, 0, 10],
        [0, 100, 0],
      ],
      ...ALL_SEEN,
    };
    const shares = correctedShares(answered([9], { leftOut: 40, notSure: 1 }), mixing, 1, 50);
    expect(shares[0]?.share).toBe(1);
  });

  describe('where a class was on none of the measured photos', () => {
    // Coats, dresses and bags; of 100 coats 80 are called coats, 10 dresses and 10 bags, and so on.
    const measured = {
      truth: [0, 1],
      counts: [
        [8000, 1000, 1000, 0, 0],
        [3000, 6000, 1000, 0, 0],
      ],
      unseen: [2],
    };

    it('corrects the others as if it were always recognised, and leaves it as it is', () => {
      // Of 50 coats, 30 dresses and 20 bags: 50 x 0.8 + 30 x 0.3 = 49 are called coats, 50 x 0.1 + 30 x 0.6
      // = 23 dresses, and 50 x 0.1 + 30 x 0.1 + 20 = 28 bags.
      const mixing: Mixing = { ...measured, unseenColumns: [2] };
      const [coats, dresses, bags] = correctedShares(answered([49, 23, 28]), mixing, 1, 500);
      expect(coats?.share).toBeCloseTo(0.5, 2);
      expect(dresses?.share).toBeCloseTo(0.3, 2);
      expect(bags).toBeNull();
      expect(coats?.low).toBeGreaterThan(0.3);
      expect(coats?.high).toBeLessThan(0.7);
    });

    it('takes no more answers for it than the others’ mistakes leave', () => {
      // Of 60 coats and 40 dresses: 60, 30, 10.
      const mixing: Mixing = { ...measured, unseenColumns: [2] };
      const [coats, dresses] = correctedShares(answered([60, 30, 10]), mixing, 1, 100);
      expect(coats?.share).toBeCloseTo(0.6, 2);
      expect(dresses?.share).toBeCloseTo(0.4, 2);
    });

    it('counts those that a person named among all', () => {
      const mixing: Mixing = { ...measured, unseenColumns: [2] };
      // Twice 50 coats, 30 dresses and 120 bags; half of what is called a bag was named.
      const named = answered([103, 49, 248], {
        known: [5, 3, 120],
        answered: [98, 46, 256, 0, 0],
      });
      const [coats, dresses] = correctedShares(named, mixing, 1, 100);
      expect(coats?.share).toBeCloseTo(0.25, 2);
      expect(dresses?.share).toBeCloseTo(0.15, 2);
    });

    it('takes what is left out for what it is, not for the clothes that are rarely called so', () => {
      const counts = [
        [790, 200, 10, 0],
        [300, 700, 0, 0],
      ];
      const mixing: Mixing = { truth: [0, 1], counts, unseen: [2], unseenColumns: [2] };
      // 100 of each, and 100 pictures of something else, of which 99 are called so.
      const sums = answered([109, 90], { leftOut: 101 });
      const [coats] = correctedShares(sums, mixing, 1, 100);
      expect(coats?.share).toBeCloseTo(0.5, 2);
      const forced = correctedShares(sums, { ...mixing, unseenColumns: [] }, 1, 100);
      expect(forced[0]?.share).toBeGreaterThan(0.7);
    });
  });

  it('is the same for the same seed, and says nothing of no photo', () => {
    const mixing = twoClasses(80, 100, 80, 100);
    const sums = answered([5, 5]);
    expect(correctedShares(sums, mixing, 3, 50)).toEqual(correctedShares(sums, mixing, 3, 50));
    expect(correctedShares(answered([0, 0]), mixing, 3, 50)).toEqual([null, null]);
  });

  it('says nothing of photos of which none was answered surely', () => {
    const mixing: Mixing = {
      truth: [0, 1],
      counts: [
        [90, 5, 0, 5],
        [5, 60, 0, 35],
      ],
      ...ALL_SEEN,
    };
    expect(correctedShares(answered([0, 0], { notSure: 40 }), mixing, 3, 50)).toEqual([null, null]);
    expect(correctedShares(answered([1, 0], { notSure: 40 }), mixing, 3, 50)).not.toContain(null);
  });
});
