import { describe, expect, it } from 'vitest';
import { changes } from './change';
import { comparisonOf } from './comparison';
import { type PhotoObservation, tally } from './tally';

const RULES = { categories: { ofClass: [0, 1], count: 2 }, threshold: 0.5 };

/** Photos of the same clothes, of which the network takes a third of the hats for shirts. */
function photos(isNamed: boolean): PhotoObservation[] {
  return Array.from({ length: 300 }, (_, at) => {
    const shown = at < 150 ? 0 : 1;
    const answer = at < 50 ? 1 : shown;
    return { answer, confidence: 0.9, named: isNamed ? shown : null, day: null };
  });
}

function verdictsOf(before: PhotoObservation[], after: PhotoObservation[]) {
  const { basis, counts } = comparisonOf([tally(before, RULES), tally(after, RULES)]);
  const [from = [], to = []] = counts;
  return { basis, verdicts: changes(from, to).map(({ verdict }) => verdict) };
}

describe('comparisonOf', () => {
  it('sees no change in that the photos of one period were named', () => {
    const [named, unnamed] = [photos(true), photos(false)];
    const counted = [named, unnamed].map((some) => tally(some, RULES).counted);
    expect(changes(counted[0] ?? [], counted[1] ?? [])[0]?.verdict).toBe('down');
    const unchanged = { basis: 'answers', verdicts: ['chance', 'chance'] };
    expect(verdictsOf(named, unnamed)).toEqual(unchanged);
    expect(verdictsOf(unnamed, [...named.slice(1), ...unnamed.slice(0, 1)])).toEqual(unchanged);
  });

  it('compares by names where every photo has one, and else as counted where none has', () => {
    const hats = photos(true).map((photo) => ({ ...photo, named: 0 }));
    expect(verdictsOf(photos(true), hats)).toEqual({ basis: 'names', verdicts: ['up', 'down'] });
    expect(verdictsOf(photos(false), photos(false)).basis).toBe('counted');
    // Also of what no network answered, which says nothing where answers are compared.
    const refused = photos(true).map((photo) => ({ ...photo, answer: null, confidence: 0 }));
    expect(verdictsOf(refused, photos(true)).basis).toBe('names');
    expect(comparisonOf([tally([...refused, ...photos(false)], RULES)]).counts).toEqual([
      [100, 200],
    ]);
  });
});
