import { allPhotos, countedPhotos, type Share } from '../../../domain/trends/tally';
import type { Messages } from '../../../i18n/messages';
import { periodText } from '../../../i18n/period-text';
import type { ReportAnswer } from '../../../stores/report';
import type { DataRow } from '../../../ui/DataTable';
import styles from './OverTime.module.css';

/** Rows of the table over time: each period, photos without a date, and the forecast. */
export function timeRows(answer: ReportAnswer, messages: Messages): DataRow[] {
  const { unit, categories } = answer;
  const { periods, undated, forecast } = answer.report;
  const { time } = messages.report;
  const { locale, format } = messages.common;
  const row = (key: string, period: string, photos: string, shares: readonly (Share | null)[]) => ({
    key,
    cells: {
      period: <span className={styles.period}>{period}</span>,
      photos,
      ...Object.fromEntries(
        categories.list.map(({ name }, category) => [
          `category ${name}`,
          <ShareCell key={name} share={shares[category] ?? null} messages={messages} />,
        ]),
      ),
    },
  });
  const rows: DataRow[] = periods.map(({ period, tally, counted }) => {
    const photos = allPhotos(tally) === 0 ? time.noPhotos : format.count(countedPhotos(tally));
    return row(period.key, periodText(period, unit, locale), photos, counted);
  });
  if (undated) {
    const photos = format.count(countedPhotos(undated.tally));
    rows.push(row('undated', time.undated, photos, undated.counted));
  }
  if (forecast.code === 'forecast') {
    const period = time.forecast({ period: periodText(forecast.period, unit, locale) });
    const photos = time.forecastPhotos({ photos: forecast.photos });
    rows.push({ ...row('forecast', period, photos, forecast.shares), isHighlighted: true });
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
