import type { ClassMetrics } from '../../domain/metrics';
import styles from './PerClassTable.module.css';
import { ScrollRegion } from './ScrollRegion';

const { table, number, cell, bar, fill, average } = styles;

/** The figures of one class, or of all classes together, under a name. */
export interface NamedMetrics extends ClassMetrics {
  name: string;
}

/** The words of {@link PerClassTable}, in the reader's language. */
export interface PerClassTableTexts {
  /** What the table shows; its caption. */
  caption: string;
  className: string;
  precision: string;
  recall: string;
  f1: string;
  support: string;
  /** Stands for a measure that is 0 of 0, and is read out: "undefined". */
  undefinedMeasure: string;
}

/** Properties of {@link PerClassTable}. */
export interface PerClassTableProps {
  classes: readonly NamedMetrics[];
  /** A last row set apart, such as the mean over classes. */
  summary?: NamedMetrics;
  texts: PerClassTableTexts;
  /** A measure (0 to 1) in words. */
  formatMeasure: (value: number) => string;
  /** A number of images in words. */
  formatCount: (value: number) => string;
}

const MEASURES = ['precision', 'recall', 'f1'] as const;

/** Precision, recall, F1 and support of each class, with a bar below each measure to compare by. */
export function PerClassTable(props: PerClassTableProps) {
  const { classes, summary, texts } = props;
  return (
    <ScrollRegion label={texts.caption}>
      <table className={table}>
        <caption>{texts.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.className}</th>
            {MEASURES.map((measure) => (
              <th key={measure} scope="col" className={number}>
                {texts[measure]}
              </th>
            ))}
            <th scope="col" className={number}>
              {texts.support}
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.map((one) => (
            <ClassRow key={one.name} {...props} row={one} />
          ))}
        </tbody>
        {summary && (
          <tfoot className={average}>
            <ClassRow {...props} row={summary} />
          </tfoot>
        )}
      </table>
    </ScrollRegion>
  );
}

function ClassRow(props: PerClassTableProps & { row: NamedMetrics }) {
  const { row, texts, formatMeasure, formatCount } = props;
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {MEASURES.map((measure) => (
        <td key={measure} className={cell}>
          <Measure value={row[measure]} text={texts.undefinedMeasure} format={formatMeasure} />
        </td>
      ))}
      <td className={number}>{formatCount(row.support)}</td>
    </tr>
  );
}

function Measure(props: { value: number | null; text: string; format: (value: number) => string }) {
  const { value, text, format } = props;
  return (
    <>
      {value === null ? text : format(value)}
      <span className={bar} aria-hidden="true">
        <span className={fill} style={{ inlineSize: `${(value ?? 0) * 100}%` }} />
      </span>
    </>
  );
}
