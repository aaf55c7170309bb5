import type { Shares } from '../../../domain/trends/report';
import { allPhotos, countedPhotos, type Share } from '../../../domain/trends/tally';
import type { Messages } from '../../../i18n/messages';
import { periodText } from '../../../i18n/period-text';
import type { ReportAnswer } from '../../../stores/report';
import type { DataRow } from '../../../ui/DataTable';
import styles from './OverTime.module.css';

/** Which of the shares of a period a table shows. */
type ShareKind = 'counted' | 'corrected';

/** Rows of the table over time as counted: each period, photos without a date, and the forecast. */
export function timeRows(answer: ReportAnswer, messages: Messages): DataRow[] {
  const { unit, categories } = answer;
  const { forecast } = answer.report;
  const { time } = messages.report;
  const rows = periodRows(answer, messages, 'counted');
  if (forecast.code !== 'forecast') return rows;
  const period = time.forecast({
    period: periodText(forecast.period, unit, messages.common.locale),
  });
  const photos = time.forecastPhotos({ photos: forecast.photos });
  const cells = cellsOf(period, photos, forecast.shares, categories, messages);
  return [...rows, { key: 'forecast', cells, isHighlighted: true }];
}

/** Rows of the table of corrected shares: each period, and photos without a date. */
export function correctedRows(answer: ReportAnswer, messages: Messages): DataRow[] {
  return periodRows(answer, messages, 'corrected');
}

function periodRows(answer: ReportAnswer, messages: Messages, kind: ShareKind): DataRow[] {
  const { unit, categories } = answer;
  const { periods, undated } = answer.report;
  const { time } = messages.report;
  const { locale, format } = messages.common;
  const row = (key: string, name: string, shares: Shares): DataRow => {
    const { tally } = shares;
    const photos = allPhotos(tally) === 0 ? time.noPhotos : format.count(countedPhotos(tally));
    return { key, cells: cellsOf(name, photos, shares[kind], categories, messages) };
  };
  return [
    ...periods.map((one) => row(one.period.key, periodText(one.period, unit, locale), one)),
    ...(undated ? [row('undated', time.undated, undated)] : []),
  ];
}

function cellsOf(
  period: string,
  photos: string,
  shares: readonly (Share | null)[],
  { list }: ReportAnswer['categories'],
  messages: Messages,
): DataRow['cells'] {
  const ofCategories = list.map(({ name }, category) => [
    `category ${name}`,
    <ShareCell key={name} share={shares[category] ?? null} messages={messages} />,
  ]);
  return {
    period: <span className={styles.period}>{period}</span>,
    photos,
    ...Object.fromEntries(ofCategories),
  };
}

function ShareCell({ share, messages }: { share: Share | null; messages: Messages }) {
  if (!share) return '–';
  return (
    <>
      {messages.common.format.percent(share.share)}
      <span className={styles.interval}>{messages.report.interval(share)}</span>
    </>
  );
}
