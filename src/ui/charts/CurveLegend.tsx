import styles from './CurveLegend.module.css';
import type { CurveSeries } from './curve';
import { type CurveColors, curveStyle } from './curve-style';

const { legend, entry, sample } = styles;

/** Properties of {@link CurveLegend}. */
export interface CurveLegendProps {
  series: readonly CurveSeries[];
  colors: CurveColors;
}

/** Names the curves beside a piece of each line, drawn as in the chart: colour, dash and weight. */
export function CurveLegend({ series, colors }: CurveLegendProps) {
  return (
    <ul className={legend}>
      {series.map((one) => {
        const { color, strokeDash, strokeWidth, opacity } = curveStyle(one, colors);
        return (
          <li key={one.name} className={entry}>
            <svg className={sample} viewBox="0 0 26 8" aria-hidden="true">
              <line
                x1="0"
                x2="26"
                y1="4"
                y2="4"
                stroke={color}
                strokeWidth={strokeWidth}
                strokeDasharray={strokeDash.join(' ')}
                opacity={opacity}
              />
            </svg>
            {one.name}
          </li>
        );
      })}
    </ul>
  );
}
