/** The report's figures as a CSV file, one line for each period and category. */
import { csvText } from '../results-csv';
import type { Shares, TrendReport } from './report';
import type { Share } from './tally';

/** How the photos were counted, in English like the heading, or as a person called it. */
export interface CountedBy {
  /** Each with the names of its classes. */
  categories: readonly { name: string; classes: readonly string[] }[];
  /** Names of the classes that are left out. */
  leftOut: readonly string[];
  /** From which confidence on an answer counted, 0 to 1. */
  threshold: number;
  /** What the network is called that answered; empty where none is known. */
  network: string;
}

/**
 * Behind `forecast` stands what came later: by which rules and network, and for how many photos a forecast's interval
 * is.
 */
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
  'classes',
  'left out',
  'not sure below',
  'network',
  'forecast photos',
];
/** In brackets, so that it is not taken for a group that a person named. */
const NOT_SURE = '(not sure)';
const LEFT_OUT = '(left out)';
const DIGITS = 6;

/**
 * The file's text. Shares are between 0 and 1 with a point, in every language; what is not known is
 * empty. Periods are `all`, each period, `undated`, and the one that is forecast. Every line says how
 * it was counted, so that lines of several files can be put together.
 */
export function reportCsv(report: TrendReport, by: CountedBy): string {
  const { overall, periods, undated, forecast } = report;
  const lines = [
    HEADING,
    ...linesOf('all', overall, by),
    ...periods.flatMap((one) => linesOf(one.period.key, one, by)),
    ...(undated ? linesOf('undated', undated, by) : []),
  ];
  if (forecast.code === 'forecast') {
    const { period, shares, photos } = forecast;
    by.categories.forEach(({ name, classes }, category) => {
      const share = shares[category] ?? null;
      const cells = ['', ...figures(share), ...figures(null), 'yes'];
      lines.push([period.key, name, ...cells, ...countedBy(classes, by, photos)]);
    });
  }
  return csvText(lines);
}

/** Lines of one period; those of photos in no category come last, so that all photos are accounted for. */
function linesOf(period: string, shares: Shares, by: CountedBy): string[][] {
  const { tally, counted, corrected } = shares;
  const lines = by.categories.map(({ name, classes }, category) => [
    period,
    name,
    String(tally.counted[category] ?? 0),
    ...figures(counted[category] ?? null),
    ...figures(corrected[category] ?? null),
    'no',
    ...countedBy(classes, by),
  ]);
  const without = (name: string, photos: number, classes: readonly string[]) => {
    const cells = [String(photos), ...figures(null), ...figures(null), 'no'];
    return photos > 0 ? [[period, name, ...cells, ...countedBy(classes, by)]] : [];
  };
  const inNone = [
    ...without(NOT_SURE, tally.notSure, []),
    ...without(LEFT_OUT, tally.leftOut + tally.leftOutKnown, by.leftOut),
  ];
  return [...lines, ...inNone];
}

function figures(share: Share | null): string[] {
  if (!share) return ['', '', ''];
  return [share.share, share.low, share.high].map((value) => value.toFixed(DIGITS));
}

/**
 * @param classes those that count in the line
 * @param forecast for how many photos it is; nothing where it is a count
 */
function countedBy(
  classes: readonly string[],
  { leftOut, threshold, network }: CountedBy,
  forecast: number | '' = '',
): string[] {
  const rules = [classes.join('; '), leftOut.join('; '), threshold.toFixed(DIGITS), network];
  return [...rules, String(forecast)];
}
