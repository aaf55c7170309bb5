import { useEffect } from 'react';
import {
  type ColourScope,
  colourRanges,
  filterSlices,
  type LayerView,
  type MapStatistics,
} from '../../domain/feature-maps';
import type { Messages } from '../../i18n/messages';
import { type SeenImage, watchWeights } from '../../stores/explanation';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { MapInspector } from '../../ui/maps/MapInspector';
import { paletteFor } from '../../ui/maps/palettes';
import { Sheet } from '../../ui/Sheet';
import { useMediaQuery } from '../../ui/use-media-query';
import { type Fact, Facts } from './Facts';
import { KernelMaps } from './KernelMaps';
import { figure, formOf, layerName, mapName } from './layer-words';
import { MapLegend } from './MapLegend';
import styles from './MapSheet.module.css';
import { mapOrigin, unitFormula } from './map-origin';
import type { OpenMap } from './open-map';
import { useLayerKernels } from './use-kernels';

/** Widths that every map fits into, in CSS pixels. */
const WIDE = 420;
const NARROW = 320;

/** Props of {@link MapSheet}. */
export interface MapSheetProps {
  seen: SeenImage;
  scope: ColourScope;
  open: OpenMap;
  onOpen: (open: OpenMap) => void;
  onClose: () => void;
}

/** One map large: its values, its figures, and what made it. */
export function MapSheet({ seen, scope, open, onOpen, onClose }: MapSheetProps) {
  const t = useMessages();
  const view = seen.layers.find(({ summary }) => summary.order === open.layer);
  const figures = view?.mapStatistics[open.map];
  if (!view || !figures) return null;
  const layer = layerName(t, seen.record.model.spec, open.layer);
  const form = formOf(view);
  return (
    <Sheet
      title={`${layer} · ${mapName(t, form, open.map)}`}
      closeLabel={t.understand.map.close}
      onClose={onClose}
      actions={<Moves view={view} open={open} onOpen={onOpen} />}
    >
      <div className={styles.content}>
        {form !== 'units' && <Picture view={view} seen={seen} scope={scope} map={open.map} />}
        <Facts facts={mapFacts(t, view, figures)} />
        <p className={styles.origin}>{mapOrigin(t, seen.record.model.spec, view, open.map)}</p>
        <OwnKernel view={view} map={open.map} layer={layer} />
      </div>
    </Sheet>
  );
}

function Picture(props: { view: LayerView; seen: SeenImage; scope: ColourScope; map: number }) {
  const { view, seen, scope, map } = props;
  const t = useMessages();
  const isWide = useMediaQuery('(width >= 40rem)');
  const { maps, isSigned } = view;
  const range = colourRanges(scope, view, seen.layers)[map];
  if (!range) return null;
  const room = isWide ? WIDE : NARROW;
  const name = mapName(t, formOf(view), map);
  return (
    <div className={styles.picture}>
      <MapInspector
        maps={maps}
        map={map}
        palette={paletteFor(isSigned)}
        range={range}
        scale={Math.max(1, Math.floor(room / Math.max(maps.width, maps.height)))}
        label={t.understand.map.pixels({ name })}
        hint={t.understand.map.hint}
        readout={({ row, column, value }) =>
          t.understand.map.readout({ row, column, value: figure(t, value) })
        }
      />
      {/* One map: its range can be told even where each has its own. */}
      <MapLegend view={{ ...view, maps: { ...maps, count: 1 } }} scope={scope} range={range} />
    </div>
  );
}

function Moves({
  view,
  open,
  onOpen,
}: Pick<MapSheetProps, 'open' | 'onOpen'> & { view: LayerView }) {
  const { map: texts } = useMessages().understand;
  const { count } = view.maps;
  if (count < 2) return null;
  const go = (step: number) => onOpen({ ...open, map: open.map + step });
  return (
    <>
      <Button
        variant="quiet"
        icon="chevronLeft"
        aria-label={texts.previous}
        isDisabled={open.map === 0}
        onPress={() => go(-1)}
      />
      <Button
        variant="quiet"
        icon="chevronRight"
        aria-label={texts.next}
        isDisabled={open.map >= count - 1}
        onPress={() => go(1)}
      />
    </>
  );
}

/** The slices of the filter that made the map, one for each map before. */
function OwnKernel({ view, map, layer }: { view: LayerView; map: number; layer: string }) {
  const t = useMessages();
  const kernels = useLayerKernels(view.summary.order);
  useEffect(() => watchWeights(), []);
  if (!kernels) return null;
  const { now, shape, range } = kernels;
  const { weights: texts, map: mapTexts } = t.understand;
  return (
    <div className={styles.kernel}>
      <h3>{mapTexts.kernel}</h3>
      <KernelMaps
        label={texts.kernels({ layer, when: texts.now })}
        maps={filterSlices(now, shape, map)}
        range={range}
        nameOf={(slice) =>
          shape[2] === 1
            ? texts.filterName({ number: map + 1 })
            : texts.sliceName({ number: slice + 1 })
        }
        side={shape[2] === 1 ? 96 : 36}
      />
    </div>
  );
}

function mapFacts(t: Messages, view: LayerView, figures: MapStatistics): Fact[] {
  const { map: texts, layers } = t.understand;
  const formula = unitFormula(t, view.summary);
  const parameters: Fact[] = formula === null ? [] : [[layers.parameters, formula]];
  if (formOf(view) === 'units') {
    return [[texts.value, figure(t, figures.maximum)], ...parameters];
  }
  return [
    [texts.minimum, figure(t, figures.minimum)],
    [texts.maximum, figure(t, figures.maximum)],
    [texts.mean, figure(t, figures.mean)],
    [layers.zeros, layers.zeroShare({ share: figures.zeros })],
    ...parameters,
  ];
}
