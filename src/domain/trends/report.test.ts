import { describe, expect, it } from 'vitest';
import { wilson } from './interval';
import type { PhotoConfusion } from './photo-confusion';
import { drawsOf, type ReportRequest, trendReport } from './report';
import type { PhotoObservation } from './tally';

const MEASURED: PhotoConfusion = {
  format: 'atelier-photos',
  version: 1,
  run: 'run-1',
  classes: ['Coat', 'Dress', 'Bag'],
  labels: [
    { name: 'Coat', classes: ['Coat'] },
    { name: 'Dress', classes: ['Dress'] },
  ],
  people: 9,
  method: 'By hand.',
  answers: [
    ...Array.from({ length: 80 }, () => [0, 0, 0.9] as const),
    ...Array.from({ length: 20 }, () => [0, 1, 0.9] as const),
    ...Array.from({ length: 40 }, () => [1, 0, 0.9] as const),
    ...Array.from({ length: 60 }, () => [1, 1, 0.9] as const),
  ],
};

const times = (count: number, answer: PhotoConfusion['answers'][number]) =>
  Array.from({ length: count }, () => answer);
/** A tenth of the coats and four tenths of the dresses are not sure. */
const OFTEN_UNSURE: PhotoConfusion = {
  ...MEASURED,
  answers: [
    ...[times(700, [0, 0, 0.9]), times(200, [0, 1, 0.9]), times(100, [0, 0, 0.2])],
    ...[times(200, [1, 0, 0.9]), times(400, [1, 1, 0.9]), times(400, [1, 1, 0.2])],
  ].flat(),
};

function photo(answer: number, change: Partial<PhotoObservation> = {}): PhotoObservation {
  return { answer, confidence: 0.9, named: null, day: null, ...change };
}

function request(photos: PhotoObservation[], change: Partial<ReportRequest> = {}): ReportRequest {
  return {
    photos,
    // Coat, Dress; bags are left out.
    rules: { categories: { ofClass: [0, 1, null], count: 2 }, threshold: 0.5 },
    unit: 'month',
    confusion: null,
    isCheckedAlike: true,
    seed: 1,
    ...change,
  };
}

const MIXED = [
  photo(0, { day: '2026-01-05' }),
  photo(0, { day: '2026-01-31' }),
  photo(1, { day: '2026-01-31' }),
  photo(0, { day: '2026-03-01' }),
  // Named by a person: counts however unsure the network was.
  photo(0, { day: '2026-03-02', confidence: 0.2, named: 1 }),
  photo(0, { confidence: 0.4 }),
  photo(2),
];

describe('trendReport', () => {
  it('counts every photo once: by category, left out, or not sure', () => {
    const { overall, periods, undated, problem } = trendReport(request(MIXED));
    expect(overall.tally).toEqual({
      counted: [3, 2],
      known: [0, 1],
      leftOut: 1,
      leftOutKnown: 0,
      notSure: 1,
      // The named one is not sure.
      answered: [3, 1, 1, 2],
    });
    expect(overall.counted[0]?.share).toBe(0.6);
    expect(periods.map(({ period, tally }) => [period.key, tally.counted])).toEqual([
      ['2026-01', [2, 1]],
      ['2026-02', [0, 0]],
      ['2026-03', [1, 1]],
    ]);
    expect(periods[1]?.counted).toEqual([null, null]);
    expect(undated?.tally).toMatchObject({ counted: [0, 0], leftOut: 1, notSure: 1 });
    expect(problem).toEqual({ code: 'notMeasured' });
    expect(overall.corrected).toEqual([null, null]);
  });

  it('corrects nothing by a confusion that was measured with the photo network asked, where it was not', () => {
    const unlike = { confusion: MEASURED, isCheckedAlike: false };
    const { problem, overall, unmeasured } = trendReport(request(MIXED, unlike));
    expect(problem).toEqual({ code: 'notChecked' });
    expect(overall.corrected).toEqual([null, null]);
    expect(unmeasured).toEqual([]);
    // Nothing is measured that it could be unlike.
    const { problem: other } = trendReport(request(MIXED, { ...unlike, confusion: null }));
    expect(other).toEqual({ code: 'notMeasured' });
    // All answers are sure then, on both sides.
    const { categories } = request([]).rules;
    const all = request(MIXED, { ...unlike, rules: { categories, threshold: 0 } });
    expect(trendReport(all).problem).toBeNull();
  });

  it('corrects by the measured confusion, the same for the same seed', () => {
    // 62 of 100 called coats: (0.62 - 0.4) / (0.8 - 0.4) = 0.55 are.
    const photos = Array.from({ length: 100 }, (_, at) => photo(at < 62 ? 0 : 1));
    const report = trendReport(request(photos, { confusion: MEASURED }));
    expect(report.problem).toBeNull();
    const [coats, dresses] = report.overall.corrected;
    expect(coats?.share).toBeCloseTo(0.55, 2);
    expect(dresses?.share).toBeCloseTo(0.45, 2);
    expect(coats?.low).toBeLessThan(0.35);
    expect(coats?.high).toBeGreaterThan(0.75);
    expect(trendReport(request(photos, { confusion: MEASURED }))).toEqual(report);
  });

  it('takes unsure answers for photos of anything, not for the category that is often unsure', () => {
    // 100 coats, 100 dresses, and 100 hats, of which the network is never sure: 70 + 20 called coats, 20 + 40
    // dresses.
    const photos = Array.from({ length: 300 }, (_, at) => {
      if (at < 150) return photo(at < 90 ? 0 : 1);
      return photo(0, { confidence: 0.2 });
    });
    const unsure = { confusion: OFTEN_UNSURE };
    const [coats, dresses] = trendReport(request(photos, unsure)).overall.corrected;
    expect(coats?.share).toBeCloseTo(0.5, 2);
    expect(dresses?.share).toBeCloseTo(0.5, 2);
  });

  it('stays right when a person goes through the unsure answers', () => {
    // 100 coats, of which 10 are unsure, and 100 dresses, of which 40 are; 70 + 20 called coats, 20 + 40 dresses.
    const photos = Array.from({ length: 200 }, (_, at) => {
      if (at < 150) return photo(at < 90 ? 0 : 1);
      return photo(1, { confidence: 0.2, named: at < 160 ? 0 : 1 });
    });
    const unsure = { confusion: OFTEN_UNSURE };
    const [coats, dresses] = trendReport(request(photos, unsure)).overall.corrected;
    expect(coats?.share).toBeCloseTo(0.5, 2);
    expect(dresses?.share).toBeCloseTo(0.5, 2);
  });

  it('leaves shares as counted where a person named only the wrong answers', () => {
    // 100 coats, 20 called dresses, and 100 dresses, 40 called coats.
    const repeat = (count: number, one: PhotoObservation) =>
      Array.from({ length: count }, () => one);
    const mistakes = [...repeat(20, photo(1, { named: 0 })), ...repeat(40, photo(0, { named: 1 }))];
    const right = [...repeat(80, photo(0)), ...repeat(60, photo(1))];
    const wrong = trendReport(request([...mistakes, ...right], { confusion: MEASURED }));
    expect(wrong.problem).toEqual({ code: 'mistakesNamed' });
    expect(wrong.overall.counted[0]?.share).toBe(0.5);
    // As many right answers were confirmed too.
    const confirmed = right.map((one, at) => (at < 60 ? { ...one, named: 0 } : one));
    const both = trendReport(request([...mistakes, ...confirmed], { confusion: MEASURED }));
    expect(both.problem).toBeNull();
  });

  it('knows all where all is named, classes without a measured photo too', () => {
    const photos = Array.from({ length: 40 }, (_, at) => photo(0, { named: at < 30 ? 0 : 2 }));
    const [coats, dresses] = trendReport(request(photos, { confusion: MEASURED })).overall
      .corrected;
    expect(coats?.share).toBeCloseTo(1, 6);
    expect(dresses?.share).toBeCloseTo(0, 6);
    expect(dresses?.high).toBeCloseTo(wilson(0, 30).high, 2);
  });

  it('corrects beside a class that nobody measured, until many photos are answered so', () => {
    const rules = { categories: { ofClass: [0, 1, 2], count: 3 }, threshold: 0.5 };
    // 62 of 100 called coats as above, and 4 bags.
    const photos = Array.from({ length: 104 }, (_, at) => {
      if (at < 62) return photo(0);
      return photo(at < 100 ? 1 : 2);
    });
    const report = trendReport(request(photos, { rules, confusion: MEASURED }));
    expect(report.problem).toBeNull();
    expect(report.unmeasured).toEqual([2]);
    expect(report.overall.counted[2]?.share).toBeCloseTo(4 / 104, 6);
    expect(report.overall.corrected[0]?.share).toBeCloseTo(0.55 * (100 / 104), 2);
    expect(report.overall.corrected[2]).toBeNull();

    const more = [...photos, photo(2), photo(2)];
    const uncorrected = trendReport(request(more, { rules, confusion: MEASURED }));
    expect(uncorrected.problem).toEqual({ code: 'classes', unseen: [2], joined: [] });
    expect(uncorrected.unmeasured).toEqual([]);
    expect(uncorrected.overall.corrected).toEqual([null, null, null]);
  });

  it('forecasts the period after the last from six with photos on, not before', () => {
    const months = (count: number) =>
      Array.from({ length: count }, (_, month) =>
        Array.from({ length: 10 }, (_, at) =>
          photo(at < 3 ? 0 : 1, { day: `2026-${String(month + 1).padStart(2, '0')}-10` }),
        ),
      ).flat();
    expect(trendReport(request(months(5))).forecast).toEqual({ code: 'tooFew', periods: 5 });
    const { forecast } = trendReport(request(months(6)));
    if (forecast.code !== 'forecast') throw new Error('no forecast');
    expect(forecast.period.key).toBe('2026-07');
    expect(forecast.photos).toBe(10);
    expect(forecast.shares[0]?.share).toBeCloseTo(0.3, 1);
    expect(forecast.shares[0]?.low).toBeLessThan(0.2);
  });

  it('forecasts the same whether the photos of the last period are named or not', () => {
    const months = (named: number | null) =>
      Array.from({ length: 7 }, (_, month) =>
        Array.from({ length: 100 }, (_, at) =>
          photo(at < 8 ? 0 : 1, {
            day: `2026-0${month + 1}-10`,
            // Of the answers "dress", 14 were wrong.
            named: month === 6 ? named && (at < 22 ? 0 : 1) : null,
          }),
        ),
      ).flat();
    const { forecast } = trendReport(request(months(1)));
    const { forecast: expected } = trendReport(request(months(null)));
    expect(forecast).toEqual({ ...expected, basis: 'answers' });
    expect(expected).toMatchObject({ basis: 'counted' });
  });

  it('draws less for each of many periods, so that all together take about as long as a year of weeks', () => {
    expect([1, 53, 100, 300].map(drawsOf)).toEqual([300, 300, 160, 100]);
  });

  it('is ready without any photo', () => {
    const report = trendReport(request([]));
    expect(report.periods).toEqual([]);
    expect(report.undated).toBeNull();
    expect(report.overall.counted).toEqual([null, null]);
  });
});
