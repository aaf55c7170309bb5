import { memo, useCallback, useId, useMemo, useRef, useState } from 'react';
import { type ColourScope, colourRanges, type LayerView } from '../../domain/feature-maps';
import { classNames } from '../../i18n/dataset-names';
import { layerDetail } from '../../i18n/layer-detail';
import type { Messages } from '../../i18n/messages';
import type { SeenImage } from '../../stores/explanation';
import { pointAt } from '../../stores/explanation-focus';
import { useMessages } from '../../stores/preferences';
import { MapGrid, type MapPoint } from '../../ui/maps/MapGrid';
import { paletteFor } from '../../ui/maps/palettes';
import { SignedBars } from '../../ui/maps/SignedBars';
import { useIsNear } from '../../ui/use-is-near';
import { deadMaps, LayerFacts } from './LayerFacts';
import styles from './LayerSection.module.css';
import { figure, formOf, layerName, type MapForm, mapName } from './layer-words';
import { MapLegend } from './MapLegend';
import { MapReadout } from './MapReadout';
import type { OpenMap } from './open-map';

/** Wanted sides of maps in CSS pixels, and the gaps between them. */
const LOOKS = {
  maps: { side: 56, gap: 6 },
  units: { side: 20, gap: 3 },
  matrix: { side: 128 * 7, gap: 0 },
} as const;

/** Props of {@link LayerSection}. */
export interface LayerSectionProps {
  seen: SeenImage;
  /** Position among the layers of `seen`. */
  place: number;
  scope: ColourScope;
  onOpen: (open: OpenMap) => void;
}

/** One layer: what it is, its figures, and all that it made of the image. */
export function LayerSection({ seen, place, scope, onOpen }: LayerSectionProps) {
  const t = useMessages();
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const shown = useSeenWhileNear(seen, useIsNear(section));
  const { summary, isOutput } = seen.layers[place] as LayerView;
  const { help } = t.analysis.model.layers[summary.spec.kind];
  const shape = t.analysis.model.shape({ shape: summary.outputShape });
  return (
    <section ref={section} aria-labelledby={id} className={styles.section}>
      <div className={styles.words}>
        <h3 id={id}>
          {layerName(t, seen.record.model.spec, summary.order)}{' '}
          <span className={styles.shape}>{shape}</span>
        </h3>
        <p>{layerDetail(t, summary.spec)}</p>
        <p>{isOutput ? t.understand.layers.logits : help}</p>
      </div>
      <LayerValues seen={shown} place={place} scope={scope} onOpen={onOpen} />
    </section>
  );
}

/**
 * What was seen last; out of sight, what was seen last of this image in this network: what follows a
 * training there would slow it down.
 */
function useSeenWhileNear(seen: SeenImage, isNear: boolean): SeenImage {
  const [kept, setKept] = useState(seen);
  const isSame = kept.networkId === seen.networkId && kept.pixels === seen.pixels;
  const shown = isNear || !isSame ? seen : kept;
  if (shown !== kept) setKept(shown);
  return shown;
}

/** Figures and maps of a layer; drawn anew only when they are others. */
const LayerValues = memo(function LayerValues({ seen, place, scope, onOpen }: LayerSectionProps) {
  const view = seen.layers[place] as LayerView;
  return (
    <>
      <LayerFacts view={view} />
      <div className={styles.maps}>
        {view.isOutput ? (
          <Logits view={view} seen={seen} />
        ) : (
          <Maps view={view} seen={seen} scope={scope} onOpen={onOpen} />
        )}
      </div>
    </>
  );
});

type MapsProps = Omit<LayerSectionProps, 'place'> & { view: LayerView };

function Logits({ view, seen }: { view: LayerView; seen: SeenImage }) {
  const t = useMessages();
  const { minimum, maximum } = view.statistics;
  return (
    <SignedBars
      label={layerName(t, seen.record.model.spec, view.summary.order)}
      names={classNames(seen.record.dataset, t.common)}
      values={view.maps.values}
      reach={Math.max(Math.abs(minimum), Math.abs(maximum)) || 1}
      format={(value) => figure(t, value)}
    />
  );
}

function Maps({ view, seen, scope, onOpen }: MapsProps) {
  const t = useMessages();
  const layer = view.summary.order;
  const form = formOf(view);
  const ranges = useMemo(() => colourRanges(scope, view, seen.layers), [scope, view, seen]);
  const nameOf = useCallback((map: number) => mapName(t, form, map), [t, form]);
  const point = useCallback(
    (at: MapPoint | null) => pointAt(at === null ? null : { layer, ...at }),
    [layer],
  );
  const open = useCallback((map: number) => onOpen({ layer, map }), [onOpen, layer]);
  return (
    <>
      <MapGrid
        label={groupLabel(t, form, view, layerName(t, seen.record.model.spec, layer))}
        maps={view.maps}
        palette={paletteFor(view.isSigned)}
        ranges={ranges}
        {...LOOKS[form]}
        nameOf={nameOf}
        dead={deadMaps(view)}
        onPoint={point}
        onOpen={open}
      />
      <div className={styles.foot}>
        <MapReadout view={view} />
        <MapLegend view={view} scope={scope} range={ranges[0] ?? { minimum: 0, maximum: 1 }} />
      </div>
    </>
  );
}

function groupLabel(t: Messages, form: MapForm, { maps }: LayerView, layer: string): string {
  const texts = t.understand.layers;
  switch (form) {
    case 'maps':
      return texts.maps({ layer, maps: maps.count });
    case 'units':
      return texts.units({ layer, units: maps.count });
    case 'matrix':
      return texts.matrix({ layer });
    default:
      return form satisfies never;
  }
}
