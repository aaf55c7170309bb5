import type { Verdict } from '../../domain/trends/change';
import type { Basis } from '../../domain/trends/comparison';
import type { UnitChoice } from '../../domain/trends/periods';
import { common } from './common';
import { rulesFile } from './rules-file';

const { count, decimal, percent } = common.format;

const photos = (n: number) => (n === 1 ? '1 photo' : `${count(n)} photos`);
const list = (names: readonly string[]) => new Intl.ListFormat('en').format(names);

/** The report on the photos of the Assistant, in English. */
export const report = {
  open: 'Report',
  openHint: 'What people wear, counted by category and over time',
  title: (p: { photos: number }) => `Report on ${photos(p.photos)}`,
  emptyTitle: 'Report',
  days: (p: { days: string }) => `Taken ${p.days}`,
  noDays: 'No date is known of any photo',
  undated: (p: { photos: number }) => `${photos(p.photos)} without a date`,
  network: (p: { name: string; description: string }) =>
    `Answered by the network “${p.name}” (${p.description})`,
  threshold: (p: { threshold: number }) =>
    `Threshold: answers of less than ${percent(p.threshold, 0)} confidence are in no category`,
  named: (p: { photos: number }) => `${photos(p.photos)} named by a person`,
  privacy: 'All of this was computed in this page. No photo and no figure has left it.',
  empty:
    'There is nothing to count yet. Choose or drop photos above; the report appears once one of them is answered.',
  working: 'Counting the photos',
  waiting: 'Photos are still being answered. The report follows when they are done.',
  failed: 'There is no report',
  download: 'Download table',
  downloadHint: 'All figures of the report as a CSV file, for a spreadsheet',
  print: 'Print report',
  settings: {
    title: 'What is counted',
    unit: 'Periods',
    units: { auto: 'Automatic', week: 'Weeks', month: 'Months' } satisfies Record<
      UnitChoice,
      string
    >,
    threshold: 'Not sure below',
    thresholdHelp:
      'Answers with less confidence, and some with a little more that may be none of the kinds, are counted apart, in no category. All others are counted, also those that the list calls not sure for another reason, such as two kinds being about as probable.',
  },
  interval: (p: { low: number; high: number }) => `${percent(p.low)} to ${percent(p.high)}`,
  shares: {
    title: 'Shares',
    help: (p: { photos: number }) => `Of the ${photos(p.photos)} that are in a category.`,
    chart: (p: { name: string; share: number }) =>
      `Bars of the shares. The largest is ${p.name}, ${percent(p.share)}.`,
    table: 'Shares of the categories',
    nothing: 'No photo is in a category.',
    category: 'Category',
    photos: 'Photos',
    share: 'Share',
    interval: '95% interval',
    corrected: 'Corrected share',
    correctedInterval: 'Corrected, 95% interval',
    legend: {
      counted: 'as counted',
      corrected: 'corrected for the network’s confusion',
      interval: '95% interval',
    },
    notSure: (p: { photos: number }) => `Below the threshold: ${photos(p.photos)}.`,
    leftOut: (p: { photos: number }) => `Left out: ${photos(p.photos)}.`,
    corrections:
      'Corrected shares are the mixture of categories that makes the network’s answers likeliest, given how often it takes each for another: the estimate of greatest likelihood, by expectation maximisation (Dempster, Laird and Rubin 1977; for classifiers Saerens, Latinne and Decaestecker 2002).',
    measured: (p: { photos: number; people: number }) =>
      `How often it mixes them up was measured on ${photos(p.photos)} by ${count(p.people)} other people; where yours are of another kind, it may not hold.`,
    /** Before how it was measured. */
    measuredOn: 'Those were:',
    unmeasured: (p: { names: readonly string[] }) =>
      `Not shown on them: ${p.names.join(', ')}. That is taken to be always recognised: a category with it stays as counted, and the others are corrected beside it.`,
    wide: 'A wide corrected interval means that this network can hardly tell the category from others. Naming photos yourself narrows it; more photos hardly do.',
  },
  problem: {
    title: 'Shares are as counted, not corrected',
    notMeasured:
      'Nobody has measured on photos what this network confuses, so its mistakes are in these shares.',
    notLoaded: 'What was measured of this network’s mistakes on photos could not be loaded.',
    notChecked:
      'What this network confuses was measured with the photo network asked too. About these photos, or some of them, it was not: other answers are sure then, and the correction does not hold. Ask the photo network too, and shares are corrected.',
    mistakesNamed:
      'Most of the photos that you named had a wrong answer. With these put right, the other answers are more often right than this network’s usually are, and correcting them would overdo it. Shares are corrected once right answers are confirmed as well, as Review offers them.',
    unseen: (p: { names: readonly string[]; most: number }) =>
      `On the photos that this network was measured with there was no ${list(p.names)}, and more than ${percent(p.most, 0)} of yours are answered so: how many of these answers are wrong, nobody knows.`,
    joined: (p: { names: readonly string[] }) =>
      `On the photos that this network was measured with, ${list(p.names)} were one label, but here they are counted apart.`,
    remedy: (p: { together: readonly string[]; leftOut: readonly string[] }) =>
      `Shares can be corrected when counting so: ${[
        p.together.length > 0 && `${list(p.together)} together`,
        p.leftOut.length > 0 && `without ${list(p.leftOut)}`,
      ]
        .filter(Boolean)
        .join(', ')}.`,
    apply: 'Count so',
  },
  /** What measured photos call several classes of Fashion-MNIST at once. */
  labels: { Shoes: 'shoes' } as Record<string, string>,
  time: {
    title: 'Over time',
    help: 'Shares as counted, of the photos that are in a category, with 95% intervals. A gap is a period without photos.',
    none: 'No photo has a date, so nothing can be said about time.',
    chart: (p: { name: string; periods: number; first: string; last: string }) =>
      `${p.name}, ${count(p.periods)} periods with photos: from ${p.first} to ${p.last}.`,
    single: (p: { name: string; share: string }) => `${p.name}: ${p.share} in the only period.`,
    chartForecast: (p: { share: string; interval: string }) =>
      `Forecast ${p.share}, ${p.interval}.`,
    table: 'Shares by period',
    correctedTable: 'Corrected for the network’s confusion, period by period, with 95% intervals',
    period: 'Period',
    photos: 'Photos',
    noPhotos: 'no photos',
    undated: 'Without a date',
    forecast: (p: { period: string }) => `Forecast: ${p.period}`,
    forecastPhotos: (p: { photos: number }) => `if ${count(p.photos)}`,
    legend: { counted: 'share with 95% interval', forecast: 'forecast, not a count' },
    forecastText: (p: { period: string; photos: number }) =>
      `The hollow point and the last row are a forecast for ${p.period}, not a count. If ${photos(p.photos)} are counted then, the share among them should lie in the interval 95 times in 100, provided that things go on as they did. It knows no seasons.`,
    forecastOfAnswers:
      'It is of what the network answers, about photos that you named too, so that periods of which you named more or fewer are alike.',
    tooFew: (p: { periods: number; needed: number }) =>
      `No forecast: it needs ${count(p.needed)} periods with photos, there ${p.periods === 1 ? 'is 1' : `are ${count(p.periods)}`}.`,
  },
  change: {
    title: 'Change',
    help: 'Compares two periods. With several categories at once, each has to be clearer before it counts as a change.',
    basis: {
      counted: 'Compared are shares as counted.',
      names: 'Compared is what you said: every photo of both periods is named.',
      answers:
        'Compared is what the network answered, about photos that you named too. You are right more often than it, so a period of which you named more photos would look changed by that alone.',
    } satisfies Record<Basis, string>,
    needsTwo: 'Two periods with photos are needed to compare.',
    table: 'Change of the shares',
    before: 'From',
    after: 'To',
    category: 'Category',
    difference: 'Difference, in points',
    points: (p: { value: number }) => `${p.value > 0 ? '+' : ''}${decimal(p.value * 100, 1)}`,
    pointsInterval: (p: { low: number; high: number }) =>
      `${decimal(p.low * 100, 1)} to ${decimal(p.high * 100, 1)}`,
    chance: 'p',
    tiny: 'below 0.001',
    verdict: 'Verdict',
    verdicts: {
      up: '▲ up',
      down: '▼ down',
      chance: 'could be chance',
      tooFew: 'too few photos',
    } satisfies Record<Verdict, string>,
  },
  rules: {
    title: 'Your categories',
    help: 'Type the same name for what you want to count together. It is kept in this browser.',
    as: 'Count as',
    countAs: (p: { name: string }) => `Count ${p.name} as`,
    leaveOut: 'Leave out',
    leaveOutName: (p: { name: string }) => `Leave out ${p.name}`,
    reset: 'Undo all',
    file: rulesFile,
    group: (p: { name: string; classes: readonly string[] }) => `${p.name}: ${list(p.classes)}.`,
    without: (p: { classes: readonly string[] }) => `Left out: ${list(p.classes)}.`,
    wereReset: 'Your categories begin anew',
    wereResetBody: 'What this browser had kept of them could not be read.',
  },
  method: {
    title: 'Method and limits',
    counted:
      'A photo counts in the category that a person said, else in the one that the network finds most probable. Intervals of shares are Wilson’s, of differences Newcombe’s; whether a difference could be chance is tested by Fisher’s exact test with Holm’s correction.',
    corrected:
      'For corrected shares, the measured photos give the chance of each answer, one below the threshold among them, to a photo of each category; the shares are those that make the answers to your photos likeliest (doi.org/10.1162/089976602753284446; with two categories Rogan and Gladen 1978). Their intervals draw your photos and the measured ones anew (Bayesian bootstrap, Rubin 1981) and so hold the uncertainty of both. Photos that a person named count as they are and tell of the others too, also where you went through the answers of least confidence; but if you corrected some answers because they were wrong, corrected shares overdo it. Answers below the threshold are also what photos of no category get, so alone they say nothing of the categories. Such photos distort the shares where the network is sure of a wrong one.',
    limits:
      'Intervals tell how much chance is in the number of photos, not whether the photos stand for all your customers. Where a camera wrote no date, the file’s may be used, which can be that of a copy. A change of what the network confuses, as with other light, looks like a change of what people wear.',
  },
};

/** Shape of {@link report}. */
export type ReportMessages = typeof report;
