import { lastAtOrBefore } from './align-series';
import type { CurveSeries } from './curve';
import { isRaw } from './curve-style';
import { Disclosure } from './Disclosure';
import { pickRows } from './pick-rows';
import { ScrollRegion } from './ScrollRegion';
import styles from './tables.module.css';

const { table, number } = styles;

/** Properties of {@link CurveTable}. */
export interface CurveTableProps {
  series: readonly CurveSeries[];
  texts: { xLabel: string; label: string; tableLabel: string };
  formatX: (value: number) => string;
  formatY: (value: number) => string;
}

/**
 * The curves as a table to open: at each point that was validated, or at some twenty points while
 * none was, the last value known of each curve. Raw traces are left out where a smoothed twin says
 * the same.
 */
export function CurveTable({ series, texts, formatX, formatY }: CurveTableProps) {
  return (
    <Disclosure label={texts.tableLabel}>
      {() => {
        const shown = withoutTwins(series);
        return (
          <ScrollRegion label={texts.label}>
            <table className={table}>
              <caption>{texts.label}</caption>
              <thead>
                <tr>
                  <th scope="col">{texts.xLabel}</th>
                  {shown.map(({ name }) => (
                    <th key={name} scope="col" className={number}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {pickRows(shown).map((x) => (
                  <tr key={x}>
                    <th scope="row">{formatX(x)}</th>
                    {shown.map((one) => (
                      <td key={one.name} className={number}>
                        {valueAt(one, x, formatY)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        );
      }}
    </Disclosure>
  );
}

/** The series without raw traces, unless there is nothing else. */
function withoutTwins(series: readonly CurveSeries[]): readonly CurveSeries[] {
  const smoothed = series.filter(({ role }) => !isRaw(role));
  return smoothed.length > 0 ? smoothed : series;
}

function valueAt({ points }: CurveSeries, x: number, formatY: (value: number) => string): string {
  const point = points[lastAtOrBefore(points, x)];
  return point ? formatY(point.y) : '';
}
