import { Fragment } from 'react';
import { wilson } from '../../domain/trends/interval';
import type { LabelAccuracy, LabelledAccuracy } from '../../domain/trends/photo-accuracy';
import type { Messages } from '../../i18n/messages';
import { useMessages } from '../../stores/preferences';
import { type DataRow, DataTable } from '../../ui/DataTable';
import styles from './HowRight.module.css';
import { useClassNames } from './use-class-names';

/** More mistakes of a category than these say little. */
const MISTAKES = 2;

/** Props of {@link AccuracyTable}. */
export interface AccuracyTableProps {
  accuracy: LabelledAccuracy;
  /** What was measured: they name photos, or test images. */
  words: Pick<Messages['assistant']['howRight'], 'table' | 'columns'>;
}

/** How right the chosen network is about pictures of each category; those that nobody measured come last. */
export function AccuracyTable({ accuracy, words: { table, columns } }: AccuracyTableProps) {
  const messages = useMessages();
  const { unmeasured } = messages.assistant.howRight;
  const names = useClassNames();
  const rows = accuracy.labels.map((label) => labelRow(label, names, messages));
  const missing: DataRow[] = accuracy.unmeasured.map((label) => ({
    key: String(label),
    cells: { category: names[label], pictures: 0, right: '–', share: unmeasured, mistakes: '–' },
  }));
  return (
    <div className={styles.table}>
      <DataTable
        caption={table}
        columns={[
          { key: 'category', header: columns.category },
          { key: 'pictures', header: columns.pictures, align: 'end' },
          { key: 'right', header: columns.right, align: 'end' },
          { key: 'share', header: columns.share, align: 'end' },
          { key: 'mistakes', header: columns.mistakes },
        ]}
        rows={[...rows, ...missing]}
        isCaptionShown
      />
    </div>
  );
}

function labelRow(
  { classes, pictures, right, mistakes }: LabelAccuracy,
  names: readonly string[],
  { assistant, common }: Messages,
): DataRow {
  const texts = assistant.howRight;
  const { count } = common.format;
  const nameOf = (label: number) => names[label] ?? '';
  const mistaken = mistakes.slice(0, MISTAKES).map(({ answer, pictures: times }, index) => (
    <Fragment key={answer}>
      {index > 0 && ', '}
      <span className={styles.mistake}>
        {texts.mistake({ name: nameOf(answer), pictures: times })}
      </span>
    </Fragment>
  ));
  const share = (
    <>
      {texts.share({ share: right / pictures })}{' '}
      <span className={styles.interval}>{texts.interval(wilson(right, pictures))}</span>
    </>
  );
  return {
    key: classes.join(),
    cells: {
      category: texts.either(classes.map(nameOf)),
      pictures: count(pictures),
      right: count(right),
      share,
      mistakes: mistakes.length > 0 ? mistaken : '–',
    },
  };
}
