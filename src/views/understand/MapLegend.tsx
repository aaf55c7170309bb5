import {
  type ColourRange,
  type ColourScope,
  isVector,
  type LayerView,
} from '../../domain/feature-maps';
import { useMessages } from '../../stores/preferences';
import { PaletteLegend } from '../../ui/maps/PaletteLegend';
import { paletteFor } from '../../ui/maps/palettes';
import { figure } from './layer-words';

/** Props of {@link MapLegend}. */
export interface MapLegendProps {
  view: LayerView;
  scope: ColourScope;
  /** The range that the maps share, where they share one. */
  range: ColourRange;
}

/** Which values the colours of a layer stand for. */
export function MapLegend({ view, scope, range }: MapLegendProps) {
  const t = useMessages();
  const texts = t.understand.layers;
  const { isSigned, maps } = view;
  const isOwn = scope === 'unit' && maps.count > 1 && !isVector(view);
  const to = isOwn ? texts.ownLargest : figure(t, range.maximum);
  const lowest = isOwn ? texts.ownSmallest : figure(t, range.minimum);
  const from = isSigned ? lowest : '0';
  return (
    <PaletteLegend
      palette={paletteFor(isSigned)}
      from={from}
      to={to}
      middle={isSigned ? '0' : undefined}
      label={texts.legend({ from, to })}
    />
  );
}
