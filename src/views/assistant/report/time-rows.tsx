import type { Shares } from '../../../domain/trends/report';
import { allPhotos, countedPhotos, type Share } from '../../../domain/trends/tally';
import type { Messages } from '../../../i18n/messages';
import { periodText } from '../../../i18n/period-text';
import type { ReportAnswer } from '../../../stores/report';
import type { DataRow } from '../../../ui/DataTable';
import styles from './OverTime.module.css';

/** Rows of the table over time: each period, photos without a date, and the forecast. */
export function timeRows(answer: ReportAnswer, messages: Messages): DataRow[] {
  const { report, unit, categories } = answer;
  const { periods, undated, forecast } = report;
  const { time } = messages.report;
  const { locale, format } = messages.common;
  const cellsOf = (shares: readonly (Share | null)[]) =>
    Object.fromEntries(
      categories.list.map(({ name }, category) => [
        `category ${name}`,
        <ShareCell key={name} share={shares[category] ?? null} messages={messages} />,
      ]),
    );
  const counted = (key: string, period: string, shares: Shares): DataRow => {
    const isEmpty = allPhotos(shares.tally) === 0;
    return {
      key,
      cells: {
        period: <span className={styles.period}>{period}</span>,
        photos: isEmpty ? time.noPhotos : format.count(countedPhotos(shares.tally)),
        ...cellsOf(shares.counted),
      },
    };
  };
  const rows = periods.map((one) =>
    counted(one.period.key, periodText(one.period, unit, locale), one),
  );
  if (undated) rows.push(counted('undated', time.undated, undated));
  if (forecast.code === 'forecast') {
    const period = time.forecast({ period: periodText(forecast.period, unit, locale) });
    const photos = time.forecastPhotos({ photos: forecast.photos });
    rows.push({
      key: 'forecast',
      cells: {
        period: <span className={styles.period}>{period}</span>,
        photos,
        ...cellsOf(forecast.shares),
      },
      isHighlighted: true,
    });
  }
  return rows;
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
