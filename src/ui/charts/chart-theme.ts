import type { Properties } from './spec';

/** Colours and font of a chart, resolved: a canvas knows no CSS custom properties. */
export interface ChartTheme {
  text: string;
  textMuted: string;
  line: string;
  surface: string;
  /** Whether the surface is darker than mid-grey. */
  dark: boolean;
  font: string;
  fontSize: number;
}

const FONT_SIZE = 12;

/**
 * Reads the theme as it applies to `container`, from --text, --text-muted, --line and --surface;
 * where the reader forces colours (Windows high contrast), those.
 */
export function readTheme(container: HTMLElement): ChartTheme {
  const isForced = matchMedia('(forced-colors: active)').matches;
  const read = (token: string, system: string) =>
    resolveColor(container, isForced ? system : `var(${token}, ${system})`);
  const surface = read('--surface', 'Canvas');
  return {
    text: read('--text', 'CanvasText'),
    textMuted: read('--text-muted', 'GrayText'),
    line: read('--line', 'GrayText'),
    surface,
    dark: luminance(surface) < 0.2,
    font: getComputedStyle(container).fontFamily,
    fontSize: FONT_SIZE,
  };
}

/**
 * Any CSS colour, `var()` and `light-dark()` included, as `rgb()` or `rgba()`. The browser resolves
 * it on a probe element: reading the property itself would give its source text.
 */
function resolveColor(container: HTMLElement, color: string): string {
  const probe = document.createElement('span');
  probe.style.forcedColorAdjust = 'none';
  probe.style.color = color;
  container.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved.startsWith('rgb') ? resolved : toRgb(resolved);
}

/** oklch(), color() and the like, which vega's colour scales cannot read, by painting one pixel. */
function toRgb(color: string): string {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return color;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

/** Red, green and blue (0 to 255) of an `rgb()` or `rgba()` colour. */
export function channels(rgb: string): [number, number, number] {
  const [red = 0, green = 0, blue = 0] = (rgb.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

/** Relative luminance, 0 black to 1 white (WCAG 2.2, https://www.w3.org/TR/WCAG22/). */
export function luminance(rgb: string): number {
  const [red, green, blue] = channels(rgb).map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The theme as vega-lite configuration. */
export function themeConfig(theme: ChartTheme): Properties {
  const { text, textMuted, line, font, fontSize } = theme;
  return {
    // The element around a chart says what it shows; a description of every mark would cost much.
    aria: false,
    font,
    background: 'transparent',
    view: { stroke: 'transparent' },
    axis: {
      domainColor: line,
      tickColor: line,
      gridColor: line,
      labelColor: textMuted,
      titleColor: textMuted,
      labelFontSize: fontSize,
      titleFontSize: fontSize,
      titleFontWeight: 'normal',
    },
    legend: {
      labelColor: text,
      titleColor: textMuted,
      labelFontSize: fontSize,
      titleFontSize: fontSize,
    },
    text: { color: text, fontSize },
  };
}
