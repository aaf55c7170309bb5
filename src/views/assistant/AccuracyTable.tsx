import { Fragment } from 'react';
import { wilson } from '../../domain/trends/interval';
import type { LabelAccuracy, PhotoAccuracy } from '../../domain/trends/photo-accuracy';
import type { Messages } from '../../i18n/messages';
import { useMessages } from '../../stores/preferences';
import { type DataRow, DataTable } from '../../ui/DataTable';
import styles from './HowRight.module.css';
import { useClassNames } from './use-class-names';

/** More mistakes of a category than these say little. */
const MISTAKES = 2;

/** How right the chosen network is about photos of each category; those that nobody measured come last. */
export function AccuracyTable({ accuracy }: { accuracy: PhotoAccuracy }) {
  const messages = useMessages();
  const { columns, table, unmeasured } = messages.assistant.howRight;
  const names = useClassNames();
  const rows = accuracy.labels.map((label) => labelRow(label, names, messages));
  const missing: DataRow[] = accuracy.unmeasured.map((label) => ({
    key: String(label),
    cells: { category: names[label], photos: 0, right: '–', share: unmeasured, mistakes: '–' },
  }));
  return (
    <div className={styles.table}>
      <DataTable
        caption={table}
        columns={[
          { key: 'category', header: columns.category },
          { key: 'photos', header: columns.photos, align: 'end' },
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
  { classes, photos, right, mistakes }: LabelAccuracy,
  names: readonly string[],
  { assistant, common }: Messages,
): DataRow {
  const texts = assistant.howRight;
  const { count } = common.format;
  const nameOf = (label: number) => names[label] ?? '';
  const mistaken = mistakes.slice(0, MISTAKES).map(({ answer, photos: times }, index) => (
    <Fragment key={answer}>
      {index > 0 && ', '}
      <span className={styles.mistake}>
        {texts.mistake({ name: nameOf(answer), photos: times })}
      </span>
    </Fragment>
  ));
  const share = (
    <>
      {texts.share({ share: right / photos })}{' '}
      <span className={styles.interval}>{texts.interval(wilson(right, photos))}</span>
    </>
  );
  return {
    key: classes.join(),
    cells: {
      category: texts.either(classes.map(nameOf)),
      photos: count(photos),
      right: count(right),
      share,
      mistakes: mistakes.length > 0 ? mistaken : '–',
    },
  };
}
