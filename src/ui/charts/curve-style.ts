import type { ChartTheme } from './chart-theme';
import type { CurveRole, CurveSeries } from './curve';
import type { LineStyle } from './line-spec';

/** The two colours of training curves. */
export interface CurveColors {
  training: string;
  validation: string;
}

// Blue and orange stay apart in every common kind of colour blindness (Okabe and Ito 2008,
// https://jfly.uni-koeln.de/color/); these shades also keep 4.5:1 to their background.
const ON_LIGHT: CurveColors = { training: '#0b5fc4', validation: '#b34a00' };
const ON_DARK: CurveColors = { training: '#7ab8ff', validation: '#ffad66' };

/** The colours that go with the theme. */
export function curveColors(theme: ChartTheme): CurveColors {
  return theme.dark ? ON_DARK : ON_LIGHT;
}

/** Above this many points dots would merge into a band. */
export const DOT_LIMIT = 40;

/** Whether the role is an unsmoothed trace behind a smoothed one. */
export function isRaw(role: CurveRole): boolean {
  return role === 'trainingRaw' || role === 'validationRaw';
}

/** How the series is drawn: training solid, validation dashed, raw traces thin and faint. */
export function curveStyle({ role, points }: CurveSeries, colors: CurveColors): LineStyle {
  const isTraining = role === 'training' || role === 'trainingRaw';
  const raw = isRaw(role);
  return {
    color: isTraining ? colors.training : colors.validation,
    strokeDash: isTraining ? [] : [6, 4],
    strokeWidth: raw ? 1 : 2,
    opacity: raw ? 0.45 : 1,
    dots: points.length <= DOT_LIMIT && !raw,
  };
}
