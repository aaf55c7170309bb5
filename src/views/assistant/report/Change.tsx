import { useState } from 'react';
import { changes } from '../../../domain/trends/change';
import { comparisonOf } from '../../../domain/trends/comparison';
import type { PeriodShares } from '../../../domain/trends/report';
import { countedPhotos } from '../../../domain/trends/tally';
import type { Messages } from '../../../i18n/messages';
import { periodText } from '../../../i18n/period-text';
import { useMessages } from '../../../stores/preferences';
import type { ReportAnswer } from '../../../stores/report';
import { type DataColumn, type DataRow, DataTable } from '../../../ui/DataTable';
import { Section } from '../../../ui/Section';
import { SelectField } from '../../../ui/SelectField';
import styles from './Change.module.css';

/** What changed between two periods that a person chooses: at first the last two that have photos. */
export function Change({ answer }: { answer: ReportAnswer }) {
  const { change } = useMessages().report;
  const [chosen, setChosen] = useState({ before: '', after: '' });
  const periods = answer.report.periods.filter(({ tally }) => countedPhotos(tally) > 0);
  const placeOf = (key: string) => periods.findIndex(({ period }) => period.key === key);
  // Whatever is chosen, the later one comes after: "up" means up.
  const last = periods.length - 1;
  const start = placeOf(chosen.before);
  const at = start < 0 || start === last ? last - 1 : start;
  const [before, later] = [periods[at], periods.slice(at + 1)];
  const after = later.find(({ period }) => period.key === chosen.after) ?? later.at(-1);
  return (
    <Section title={change.title} help={change.help} headingLevel={3} look="plain">
      {before && after ? (
        <>
          <div className={styles.periods}>
            <PeriodField
              {...{ label: change.before, periods: periods.slice(0, -1), value: before, answer }}
              onChange={(key) => setChosen({ before: key, after: after.period.key })}
            />
            <PeriodField
              {...{ label: change.after, periods: later, value: after, answer }}
              onChange={(key) => setChosen({ before: before.period.key, after: key })}
            />
          </div>
          <ChangeTable answer={answer} before={before} after={after} />
        </>
      ) : (
        <p>{change.needsTwo}</p>
      )}
    </Section>
  );
}

interface PeriodFieldProps {
  label: string;
  periods: readonly PeriodShares[];
  value: PeriodShares;
  answer: ReportAnswer;
  onChange: (key: string) => void;
}

function PeriodField({ label, periods, value, answer, onChange }: PeriodFieldProps) {
  const { locale } = useMessages().common;
  return (
    <SelectField
      label={label}
      options={periods.map(({ period }) => ({
        id: period.key,
        label: periodText(period, answer.unit, locale),
      }))}
      value={value.period.key}
      onChange={onChange}
    />
  );
}

interface ChangeTableProps {
  answer: ReportAnswer;
  before: PeriodShares;
  after: PeriodShares;
}

function ChangeTable({ answer, before, after }: ChangeTableProps) {
  const { report, common } = useMessages();
  const texts = report.change;
  const { percent, decimal } = common.format;
  const shareText = (share: number | null) => (share === null ? '–' : percent(share));
  const chanceText = (p: number | null) => {
    if (p === null) return '–';
    return p < 0.001 ? texts.tiny : decimal(p, 3);
  };
  const { basis, counts } = comparisonOf([before.tally, after.tally]);
  const [from = [], to = []] = counts;
  const rows: DataRow[] = changes(from, to).map((change, category) => {
    const name = answer.categories.list[category]?.name ?? '';
    const { difference, verdict } = change;
    return {
      key: name,
      isHighlighted: verdict === 'up' || verdict === 'down',
      cells: {
        category: name,
        before: shareText(change.before),
        after: shareText(change.after),
        difference: difference ? texts.points(difference) : '–',
        interval: difference ? texts.pointsInterval(difference) : '–',
        chance: chanceText(change.p),
        verdict: texts.verdicts[verdict],
      },
    };
  });
  return (
    <>
      <p className={styles.basis}>{texts.basis[basis]}</p>
      <DataTable caption={texts.table} columns={columnsOf(report)} rows={rows} />
    </>
  );
}

function columnsOf({ change, shares }: Messages['report']): DataColumn[] {
  return [
    { key: 'category', header: change.category },
    { key: 'before', header: change.before, align: 'end' },
    { key: 'after', header: change.after, align: 'end' },
    { key: 'difference', header: change.difference, align: 'end' },
    { key: 'interval', header: shares.interval, align: 'end' },
    { key: 'chance', header: change.chance, align: 'end' },
    { key: 'verdict', header: change.verdict },
  ];
}
