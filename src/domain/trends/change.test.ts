import { describe, expect, it } from 'vitest';
import { changes } from './change';

describe('changes', () => {
  it('tells a rise and a fall from chance, with intervals of the difference', () => {
    const [coats, bags, dresses] = changes([10, 60, 30], [40, 32, 28]);
    expect(coats).toMatchObject({ before: 0.1, after: 0.4, verdict: 'up' });
    expect(bags?.verdict).toBe('down');
    expect(dresses?.verdict).toBe('chance');
    expect(coats?.difference?.value).toBeCloseTo(0.3, 10);
    expect(coats?.difference?.low).toBeGreaterThan(0.15);
    expect(dresses?.difference?.low).toBeLessThan(0);
  });

  it('says too few where no outcome could have told', () => {
    const [first, second] = changes([1, 2], [2, 1]);
    expect([first?.verdict, first?.p, second?.verdict]).toEqual(['tooFew', null, 'tooFew']);
    const [none] = changes([0, 0], [2, 1]);
    expect(none).toMatchObject({ before: null, difference: null, verdict: 'tooFew' });
  });

  it('asks more of each category the more there are, but not for those that cannot tell', () => {
    // Fisher's p of 2/20 against 9/20 is 0.0310.
    const alone = changes([2, 18], [9, 11]);
    expect(alone[0]?.p).toBeCloseTo(0.0619, 3);
    // A third category that cannot tell: of the two that can, this is the second smallest p, times 1.
    const withRare = changes([2, 18, 0], [9, 10, 1]);
    expect(withRare[2]?.verdict).toBe('tooFew');
    expect(withRare[0]?.p).toBeCloseTo(0.031, 3);
    expect(withRare[0]?.verdict).toBe('up');
  });
});
