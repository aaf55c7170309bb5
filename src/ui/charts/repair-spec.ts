import { type ChartTheme, themeConfig } from './chart-theme';
import type { ChartSpec, LayerSpec, Properties } from './spec';

/** Name that a repaired chart's own data gets; new data is sent to it. */
const ROWS = 'rows';

/**
 * Makes a specification written by tfjs-vis for vega-lite 4 right for vega-lite 6, in the theme.
 * Without it a line chart shows a grey rule at every x, since `selection` no longer means anything.
 */
export function repairSpec(spec: ChartSpec, theme: ChartTheme): ChartSpec {
  const repaired: ChartSpec = {
    ...spec,
    config: mergeConfig(spec.config ?? {}, themeConfig(theme)),
  };
  if (spec.data?.values) {
    repaired.data = { name: ROWS };
    repaired.datasets = { [ROWS]: spec.data.values };
  }
  if (spec.layer) repaired.layer = spec.layer.map((layer) => repairLayer(layer, theme));
  return repaired;
}

/** Turns a `hover` selection into the parameter of the same meaning; other layers pass through. */
function repairLayer(layer: LayerSpec, theme: ChartTheme): LayerSpec {
  if (!layer.selection) return layer;
  const { selection, ...rest } = layer;
  return {
    ...rest,
    params: Object.keys(selection).map((name) => ({
      name,
      select: {
        type: 'point',
        on: 'pointerover',
        nearest: true,
        clear: 'pointerout',
        encodings: ['x'],
      },
    })),
    encoding: {
      ...layer.encoding,
      color: {
        value: 'transparent',
        condition: { param: 'hover', empty: false, value: theme.textMuted },
      },
    },
  };
}

/** `over` on top of `base`, one level deep: as deep as vega-lite's configuration goes here. */
function mergeConfig(base: Properties, over: Properties): Properties {
  const merged: Properties = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = merged[name];
    merged[name] = isObject(value) && isObject(below) ? { ...below, ...value } : value;
  }
  return merged;
}

function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null;
}
