/** The trend report: everything that is computed from photos, counted by category and period. */
import { mix } from '../random';
import { sum } from './cells';
import { type Basis, comparisonOf } from './comparison';
import { type DrawnConfusion, drawConfusion } from './drawn-confusion';
import { forecastShare, LEAST_PERIODS } from './forecast';
import { type CorrectionProblem, isProblem, type Mixing, mixingOf } from './mixing';
import { areMistakesNamed } from './named-mistakes';
import { nextPeriod, type Period, type PeriodUnit, periodOf, periodsOver } from './periods';
import type { PhotoConfusion } from './photo-confusion';
import { correctedShares } from './prevalence';
import {
  type CountingRules,
  countedShares,
  type PhotoObservation,
  type Share,
  type Tally,
  tally,
} from './tally';

/** What a report is asked of. */
export interface ReportRequest {
  photos: PhotoObservation[];
  rules: CountingRules;
  unit: PeriodUnit;
  /** The network's confusion on labelled photos; null when nobody measured it. */
  confusion: PhotoConfusion | null;
  /** Whether the photo network was asked about the photos as about the measured ones, or about neither. */
  isCheckedAlike: boolean;
  /** Decides the chance in the intervals of corrected shares. */
  seed: number;
}

/** Shares of the categories among some photos. */
export interface Shares {
  tally: Tally;
  /** By category; null where there is no photo. */
  counted: (Share | null)[];
  /** The same corrected for the network's confusion; null where that cannot be told. */
  corrected: (Share | null)[];
}

/** Shares of one period. */
export interface PeriodShares extends Shares {
  period: Period;
}

/** Shares that are expected of the next period, as periods are compared; `periods` tells how many there are when too few. */
export type Forecast =
  | { code: 'forecast'; basis: Basis; period: Period; photos: number; shares: Share[] }
  | { code: 'tooFew'; periods: number };

/** A report. */
export interface TrendReport {
  overall: Shares;
  /** All from the first to the last, those without a photo too. */
  periods: PeriodShares[];
  /** Photos without a day; null when there are none. */
  undated: Shares | null;
  /** Why nothing is corrected; null when it is. */
  problem: CorrectionProblem | null;
  /**
   * Positions of classes that nobody measured, when shares are corrected: taken to be always recognised.
   * Categories with one of them have no corrected share.
   */
  unmeasured: number[];
  forecast: Forecast;
}

/** Draws for the intervals of all photos, of each period, and of all periods together unless there are too many. */
const DRAWS = 2000;
const PERIOD_DRAWS = { most: 300, least: 100, together: 16_000 };

/** Computes a report: up to about a second, for a year of weeks or the most periods; so not on the page's thread. */
export function trendReport(request: ReportRequest): TrendReport {
  const { photos, rules, unit, seed } = request;
  const mixing = mixingFor(request);
  const usable = isProblem(mixing) ? null : mixing;
  const confusion = usable && drawConfusion(usable, mix(seed, 0), DRAWS);
  const days = photos.flatMap(({ day }) => (day === null ? [] : [day]));
  const byPeriod = grouped(photos, ({ day }) => (day === null ? null : periodOf(day, unit).key));
  const sharesOf = (some: readonly PhotoObservation[], part: number, draws: number) =>
    shares(tally(some, rules), confusion, mix(seed, part), draws);
  const all = periodsOver(days, unit);
  const periodDraws = drawsOf(all.length);
  const periods = all.map((period, index) => ({
    period,
    ...sharesOf(byPeriod.get(period.key) ?? [], index + 3, periodDraws),
  }));
  const undated = byPeriod.get(null);
  return {
    overall: sharesOf(photos, 1, DRAWS),
    periods,
    undated: undated ? sharesOf(undated, 2, periodDraws) : null,
    problem: isProblem(mixing) ? mixing : null,
    unmeasured: usable?.unseen ?? [],
    forecast: forecastOf(periods, unit),
  };
}

/** How many draws the intervals of each of so many periods are made of: fewer where all would take too long. */
export function drawsOf(periods: number): number {
  const { most, least, together } = PERIOD_DRAWS;
  return Math.max(least, Math.min(most, Math.floor(together / periods)));
}

function mixingFor(request: ReportRequest): Mixing | CorrectionProblem {
  const { photos, rules, confusion, isCheckedAlike } = request;
  // Without a threshold every answer is sure, whatever the photo network says.
  if (confusion && !isCheckedAlike && rules.threshold > 0) return { code: 'notChecked' };
  const mixing = mixingOf(confusion, rules, photos);
  if (isProblem(mixing)) return mixing;
  return areMistakesNamed(photos, rules, mixing) ? { code: 'mistakesNamed' } : mixing;
}

function shares(
  sums: Tally,
  confusion: DrawnConfusion | null,
  seed: number,
  draws: number,
): Shares {
  return {
    tally: sums,
    counted: countedShares(sums),
    corrected: confusion
      ? correctedShares(sums, confusion, seed, draws)
      : sums.counted.map(() => null),
  };
}

/** Photos by what they have in common, in their order. */
function grouped<Key>(
  photos: readonly PhotoObservation[],
  keyOf: (photo: PhotoObservation) => Key,
): Map<Key, PhotoObservation[]> {
  const groups = new Map<Key, PhotoObservation[]>();
  for (const photo of photos) {
    const key = keyOf(photo);
    const group = groups.get(key);
    if (group) group.push(photo);
    else groups.set(key, [photo]);
  }
  return groups;
}

function forecastOf(periods: readonly PeriodShares[], unit: PeriodUnit): Forecast {
  const { basis, counts } = comparisonOf(periods.map(({ tally: sums }) => sums));
  const totals = counts.map(sum);
  const sizes = totals.filter((total) => total > 0).sort((left, right) => left - right);
  const last = periods.at(-1);
  if (!last || sizes.length < LEAST_PERIODS) return { code: 'tooFew', periods: sizes.length };
  // As many photos as a usual period has.
  const photos = sizes[Math.floor(sizes.length / 2)] ?? 1;
  const categories = last.tally.counted.map((_, category) =>
    counts.map((ofPeriod, index) => ({
      count: ofPeriod[category] ?? 0,
      total: totals[index] ?? 0,
    })),
  );
  return {
    code: 'forecast',
    basis,
    period: nextPeriod(last.period, unit),
    photos,
    shares: categories.map((series) => forecastShare(series, photos)),
  };
}
