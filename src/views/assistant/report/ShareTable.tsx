import type { Share } from '../../../domain/trends/tally';
import { useMessages } from '../../../stores/preferences';
import type { ReportAnswer } from '../../../stores/report';
import { type DataColumn, type DataRow, DataTable } from '../../../ui/DataTable';
import { ShareBars } from '../../../ui/report/ShareBars';
import { Section } from '../../../ui/Section';
import { Correction } from './Correction';
import styles from './Report.module.css';

/** Shares of the categories among all photos, drawn and as a table. */
export function ShareTable({ answer }: { answer: ReportAnswer }) {
  const { report, common } = useMessages();
  const texts = report.shares;
  const { overall } = answer.report;
  const { counted, notSure, leftOut, leftOutKnown } = overall.tally;
  const total = counted.reduce((sum, count) => sum + count, 0);
  const left = leftOut + leftOutKnown;
  const bars = answer.categories.list.map(({ name }, category) => ({
    name,
    counted: overall.counted[category] ?? null,
    corrected: overall.corrected[category] ?? null,
  }));
  const largest = Math.max(...counted);
  const name = bars[counted.indexOf(largest)]?.name ?? '';
  return (
    <Section title={texts.title} help={texts.help({ photos: total })} headingLevel={3} look="plain">
      {total > 0 ? (
        <ShareBars
          bars={bars}
          summary={texts.chart({ name, share: largest / total })}
          legend={texts.legend}
          formatShare={common.format.percent}
        />
      ) : (
        <p>{texts.nothing}</p>
      )}
      <Table answer={answer} />
      <p className={styles.note}>
        {[
          notSure > 0 && texts.notSure({ photos: notSure }),
          left > 0 && texts.leftOut({ photos: left }),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      <Correction answer={answer} />
    </Section>
  );
}

function Table({ answer }: { answer: ReportAnswer }) {
  const { report, common } = useMessages();
  const texts = report.shares;
  const { count, percent } = common.format;
  const { tally, counted, corrected } = answer.report.overall;
  const shareText = (share: Share | null | undefined) => (share ? percent(share.share) : '–');
  const intervalText = (share: Share | null | undefined) => (share ? report.interval(share) : '–');
  const columns: DataColumn[] = [
    { key: 'category', header: texts.category },
    { key: 'photos', header: texts.photos, align: 'end' },
    { key: 'share', header: texts.share, align: 'end' },
    { key: 'interval', header: texts.interval, align: 'end' },
    ...(answer.report.problem === null
      ? ([
          { key: 'corrected', header: texts.corrected, align: 'end' },
          { key: 'correctedInterval', header: texts.correctedInterval, align: 'end' },
        ] as const)
      : []),
  ];
  const rows: DataRow[] = answer.categories.list.map(({ name }, category) => ({
    key: name,
    cells: {
      category: name,
      photos: count(tally.counted[category] ?? 0),
      share: shareText(counted[category]),
      interval: intervalText(counted[category]),
      corrected: shareText(corrected[category]),
      correctedInterval: intervalText(corrected[category]),
    },
  }));
  return <DataTable caption={texts.table} columns={columns} rows={rows} />;
}
