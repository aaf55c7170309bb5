import { describe, expect, it } from 'vitest';
import type { Shares, TrendReport } from './report';
import { type CountedBy, reportCsv } from './report-csv';
import type { Share } from './tally';

const HALF: Share = { share: 0.5, low: 0.25, high: 0.75 };

function shares(change: Partial<Shares['tally']> = {}, corrected: Share | null = null): Shares {
  const tally = { counted: [3, 2], known: [0, 0], leftOut: 0, leftOutKnown: 0, notSure: 0 };
  return {
    tally: { ...tally, answered: [3, 2, 0, 0], ...change },
    counted: [{ share: 0.6, low: 0.2, high: 0.8 }, HALF],
    corrected: [corrected, corrected],
  };
}

const EMPTY: Shares = { ...shares({ counted: [0, 0] }), counted: [null, null] };

const REPORT: TrendReport = {
  overall: shares({ leftOut: 1, leftOutKnown: 1, notSure: 1 }),
  periods: [{ period: { key: '2026-02', first: '2026-02-01', last: '2026-02-28' }, ...EMPTY }],
  undated: shares({ notSure: 4 }),
  problem: { code: 'notMeasured' },
  unmeasured: [],
  forecast: { code: 'tooFew', periods: 1 },
};

const BY: CountedBy = {
  categories: [
    { name: 'Coat', classes: ['Coat'] },
    { name: 'party, "best"', classes: ['Dress', 'Shirt'] },
  ],
  leftOut: ['Bag', 'Sandal'],
  threshold: 0.6,
  network: 'Photos (run-1)',
};
/** What every line ends with, behind the classes that count in it. */
const END = '"Bag; Sandal",0.600000,Photos (run-1),';

const linesOf = (report: TrendReport, by = BY) => reportCsv(report, by).trimEnd().split('\r\n');

describe('reportCsv', () => {
  it('has a line for each period and category, and one for photos in none', () => {
    expect(linesOf(REPORT)).toEqual([
      '\uFEFFperiod,category,photos,share,low,high,corrected share,corrected low,corrected high,forecast,classes,left out,not sure below,network,forecast photos',
      `all,Coat,3,0.600000,0.200000,0.800000,,,,no,Coat,${END}`,
      `all,"party, ""best""",2,0.500000,0.250000,0.750000,,,,no,"Dress; Shirt",${END}`,
      `all,(not sure),1,,,,,,,no,,${END}`,
      `all,(left out),2,,,,,,,no,"Bag; Sandal",${END}`,
      `2026-02,Coat,0,,,,,,,no,Coat,${END}`,
      `2026-02,"party, ""best""",0,,,,,,,no,"Dress; Shirt",${END}`,
      `undated,Coat,3,0.600000,0.200000,0.800000,,,,no,Coat,${END}`,
      `undated,"party, ""best""",2,0.500000,0.250000,0.750000,,,,no,"Dress; Shirt",${END}`,
      `undated,(not sure),4,,,,,,,no,,${END}`,
    ]);
  });

  it('marks the forecast, and says how it was counted there too', () => {
    const period = { key: '2026-03', first: '2026-03-01', last: '2026-03-31' };
    const shares = [HALF, HALF];
    const forecast = { code: 'forecast', basis: 'counted', period, photos: 9, shares } as const;
    const lines = linesOf({ ...REPORT, forecast });
    expect(lines.at(-2)).toBe(`2026-03,Coat,,0.500000,0.250000,0.750000,,,,yes,Coat,${END}9`);
  });

  it('gives corrected shares where there are some, and says nothing where nothing is left out or known', () => {
    const report = { ...REPORT, overall: shares({}, HALF) };
    const lines = linesOf(report, { ...BY, leftOut: [], threshold: 0, network: '' });
    expect(lines[1]).toMatch(/0\.800000,0\.500000,0\.250000,0\.750000,no,Coat,,0\.000000,,$/);
  });

  it('keeps a spreadsheet from running names', () => {
    const names = { categories: [{ name: '=1+1', classes: ['=2+2'] }], leftOut: ['@x'] };
    const lines = linesOf(REPORT, { ...BY, ...names, network: '-run' });
    expect(lines[1]).toMatch(/^all,'=1\+1,3,.*,no,'=2\+2,'@x,0\.600000,'-run,$/);
  });
});
