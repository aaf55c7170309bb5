/** The report's figures as a CSV file, one line for each period and category. */
import { csvText } from '../results-csv';
import type { Shares, TrendReport } from './report';
import type { Share } from './tally';

const HEADING = [
  'period',
  'category',
  'photos',
  'share',
  'low',
  'high',
  'corrected share',
  'corrected low',
  'corrected high',
  'forecast',
];
/** In brackets, so that it is not taken for a group that a person named. */
const NOT_SURE = '(not sure)';
const LEFT_OUT = '(left out)';
const DIGITS = 6;

/**
 * The file's text. Shares are between 0 and 1 with a point, in every language; what is not known is
 * empty. Periods are `all`, each period, `undated`, and the one that is forecast.
 * @param names of the categories, in English like the heading, or as a person called them
 */
export function reportCsv(names: readonly string[], report: TrendReport): string {
  const { overall, periods, undated, forecast } = report;
  const lines = [
    HEADING,
    ...linesOf('all', names, overall),
    ...periods.flatMap((one) => linesOf(one.period.key, names, one)),
    ...(undated ? linesOf('undated', names, undated) : []),
  ];
  if (forecast.code === 'forecast') {
    const { period, shares } = forecast;
    names.forEach((name, category) => {
      const share = shares[category] ?? null;
      lines.push([period.key, name, '', ...figures(share), ...figures(null), 'yes']);
    });
  }
  return csvText(lines);
}

/** Lines of one period; those of photos in no category come last, so that all photos are accounted for. */
function linesOf(period: string, names: readonly string[], shares: Shares): string[][] {
  const { tally, counted, corrected } = shares;
  const lines = names.map((name, category) => [
    period,
    name,
    String(tally.counted[category] ?? 0),
    ...figures(counted[category] ?? null),
    ...figures(corrected[category] ?? null),
    'no',
  ]);
  const without = (name: string, photos: number) =>
    photos > 0 ? [[period, name, String(photos), ...figures(null), ...figures(null), 'no']] : [];
  const inNone = [
    ...without(NOT_SURE, tally.notSure),
    ...without(LEFT_OUT, tally.leftOut + tally.leftOutKnown),
  ];
  return [...lines, ...inNone];
}

function figures(share: Share | null): string[] {
  if (!share) return ['', '', ''];
  return [share.share, share.low, share.high].map((value) => value.toFixed(DIGITS));
}
