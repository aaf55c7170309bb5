import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Shares, TrendReport } from '../../../domain/trends/report';
import { messagesFor } from '../../../i18n/messages';
import type { ReportAnswer } from '../../../stores/report';
import { correctedRows, timeRows } from './time-rows';

const SHARES: Shares = {
  tally: {
    ...{ counted: [3, 1], known: [0, 0], leftOutKnown: 0, leftOut: 0, notSure: 0 },
    answered: [3, 1, 0, 0],
  },
  counted: [
    { share: 0.75, low: 0.3, high: 0.95 },
    { share: 0.25, low: 0.05, high: 0.7 },
  ],
  // The second was never measured.
  corrected: [{ share: 0.625, low: 0.2, high: 0.9 }, null],
};
const MAY = { key: '2026-05', first: '2026-05-01', last: '2026-05-31' };
const JUNE = { key: '2026-06', first: '2026-06-01', last: '2026-06-30' };

function answerOf(change: Partial<TrendReport>): ReportAnswer {
  const list = ['Coat', 'Bag'].map((name, label) => ({ name, key: name, classes: [label] }));
  return {
    unit: 'month',
    categories: { list, ofClass: [0, 1] },
    report: { periods: [{ period: MAY, ...SHARES }], undated: null, ...change },
  } as ReportAnswer;
}

function textsOf(rows: ReturnType<typeof timeRows>): string[][] {
  return rows.map(({ cells }) =>
    Object.values(cells).map((cell) => renderToStaticMarkup(cell).replaceAll(/<[^>]+>/g, ' ')),
  );
}

const ENGLISH = messagesFor('en');

describe('rows over time', () => {
  it('shows corrected shares of each period, and of photos without a date', () => {
    const rows = correctedRows(answerOf({ undated: SHARES }), ENGLISH);
    const corrected = ['62.5% 20.0% to 90.0% ', '–'];
    expect(textsOf(rows)).toEqual([
      [' May 2026 ', '4', ...corrected],
      [' Without a date ', '4', ...corrected],
    ]);
  });

  it('has a forecast of what is counted only', () => {
    const shares = SHARES.counted.flatMap((share) => share ?? []);
    const forecast = {
      code: 'forecast',
      basis: 'counted',
      period: JUNE,
      photos: 4,
      shares,
    } as const;
    const answer = answerOf({ forecast });
    expect(textsOf(correctedRows(answer, ENGLISH))).toHaveLength(1);
    expect(textsOf(timeRows(answer, ENGLISH)).map(([period]) => period)).toEqual([
      ' May 2026 ',
      ' Forecast: Jun 2026 ',
    ]);
  });
});
