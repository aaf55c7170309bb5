import { LEAST_PERIODS } from '../../../domain/trends/forecast';
import type { Share } from '../../../domain/trends/tally';
import type { Messages } from '../../../i18n/messages';
import { periodText, shortPeriodText } from '../../../i18n/period-text';
import { useMessages } from '../../../stores/preferences';
import type { ReportAnswer } from '../../../stores/report';
import { type DataColumn, DataTable, type DataTableProps } from '../../../ui/DataTable';
import { scaleEnd } from '../../../ui/report/scale';
import { TrendPanel } from '../../../ui/report/TrendPanel';
import { Section } from '../../../ui/Section';
import styles from './OverTime.module.css';
import { correctedRows, timeRows } from './time-rows';

/** Shares by period with what is expected of the next one, drawn and as a table, and corrected where they can be. */
export function OverTime({ answer }: { answer: ReportAnswer }) {
  const messages = useMessages();
  const texts = messages.report.time;
  const { periods, problem } = answer.report;
  return (
    <Section title={texts.title} help={texts.help} headingLevel={3} look="plain">
      {periods.length > 0 ? (
        <>
          <Panels answer={answer} />
          <TimeTable answer={answer} caption={texts.table} rows={timeRows(answer, messages)} />
          <p className={styles.note}>{forecastText(answer, messages)}</p>
          {problem === null && (
            <TimeTable
              answer={answer}
              caption={texts.correctedTable}
              isCaptionShown
              rows={correctedRows(answer, messages)}
            />
          )}
        </>
      ) : (
        <p>{texts.none}</p>
      )}
    </Section>
  );
}

interface TimeTableProps extends Pick<DataTableProps, 'caption' | 'isCaptionShown' | 'rows'> {
  answer: ReportAnswer;
}

function TimeTable({ answer, ...table }: TimeTableProps) {
  const texts = useMessages().report.time;
  const columns: DataColumn[] = [
    { key: 'period', header: texts.period },
    { key: 'photos', header: texts.photos, align: 'end' },
    ...answer.categories.list.map(
      ({ name }): DataColumn => ({ key: `category ${name}`, header: name, align: 'end' }),
    ),
  ];
  return (
    <div className={styles.table}>
      <DataTable columns={columns} {...table} />
    </div>
  );
}

/** One panel a category, all on one scale. */
function Panels({ answer }: { answer: ReportAnswer }) {
  const messages = useMessages();
  const { periods, forecast } = answer.report;
  const expected = forecast.code === 'forecast' ? forecast.shares : [];
  const all = [...periods.flatMap(({ counted }) => counted), ...expected];
  const end = scaleEnd(all.map((share) => share?.high ?? 0));
  const shortText = (index: number) => {
    const period = periods.at(index)?.period;
    return period ? shortPeriodText(period, answer.unit, messages.common.locale) : '';
  };
  return (
    <div className={styles.figures}>
      <div className={styles.panels}>
        {answer.categories.list.map(({ name }, category) => {
          const marks = periods.map(({ counted }) => counted[category] ?? null);
          const next = expected[category] ?? null;
          return (
            <TrendPanel
              key={name}
              name={name}
              marks={marks}
              forecast={next}
              end={end}
              ends={[shortText(0), shortText(-1)]}
              summary={panelSummary(name, marks, next, messages)}
              formatShare={(share) => messages.common.format.percent(share, 0)}
            />
          );
        })}
      </div>
      <Legend hasForecast={expected.length > 0} />
    </div>
  );
}

/** Explains the signs; the table says all of it in words, so screen readers skip this. */
function Legend({ hasForecast }: { hasForecast: boolean }) {
  const { legend } = useMessages().report.time;
  return (
    <p className={styles.legend} aria-hidden="true">
      <span>
        <i className={styles.dotSign} /> {legend.counted}
      </span>
      {hasForecast && (
        <span>
          <i className={styles.hollowSign} /> {legend.forecast}
        </span>
      )}
    </p>
  );
}

function panelSummary(
  name: string,
  marks: readonly (Share | null)[],
  forecast: Share | null,
  { report, common }: Messages,
): string {
  const { percent } = common.format;
  const known = marks.filter((mark) => mark !== null);
  const first = percent(known[0]?.share ?? 0);
  const last = percent(known.at(-1)?.share ?? 0);
  const text =
    known.length > 1
      ? report.time.chart({ name, periods: known.length, first, last })
      : report.time.single({ name, share: first });
  if (!forecast) return text;
  const interval = report.interval(forecast);
  return `${text} ${report.time.chartForecast({ share: percent(forecast.share), interval })}`;
}

function forecastText({ report: { forecast }, unit }: ReportAnswer, messages: Messages): string {
  const { time } = messages.report;
  if (forecast.code === 'tooFew') {
    return time.tooFew({ periods: forecast.periods, needed: LEAST_PERIODS });
  }
  const period = periodText(forecast.period, unit, messages.common.locale);
  const text = time.forecastText({ period, photos: forecast.photos });
  return forecast.basis === 'answers' ? `${text} ${time.forecastOfAnswers}` : text;
}
