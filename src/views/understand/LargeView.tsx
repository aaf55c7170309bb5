import { type ColourScope, colourRanges, type LayerView, valueAt } from '../../domain/feature-maps';
import type { SeenImage } from '../../stores/explanation';
import { type PointedMap, usePointedMap } from '../../stores/explanation-focus';
import { useMessages } from '../../stores/preferences';
import { InputImage } from '../../ui/images/InputImage';
import { MapImage } from '../../ui/maps/MapImage';
import { PlaceMark } from '../../ui/maps/PlaceMark';
import { paletteFor } from '../../ui/maps/palettes';
import styles from './LargeView.module.css';
import { figure, formOf, layerName, mapName } from './layer-words';

/** Side of the view, in CSS pixels: ten times that of an image. */
const SIDE = 280;

/** Props of {@link LargeView}. */
export interface LargeViewProps {
  pixels: Uint8Array;
  /** What the image is called. */
  name: string;
  seen: SeenImage | null;
  scope: ColourScope;
}

/** The input image large; while a map is pointed at, that map. */
export function LargeView({ pixels, name, seen, scope }: LargeViewProps) {
  const { understand: texts } = useMessages();
  const pointed = usePointedMap((state) => state.pointed);
  const layer = seen?.layers.find(({ summary }) => summary.order === pointed?.layer);
  if (seen && pointed && layer && formOf(layer) !== 'units' && pointed.map < layer.maps.count) {
    return <LargeMap seen={seen} layer={layer} pointed={pointed} scope={scope} />;
  }
  return (
    <figure className={styles.view}>
      <div className={styles.field}>
        <InputImage pixels={pixels} size={SIDE} label={texts.large.input} />
      </div>
      <figcaption className={styles.caption}>
        <strong>{name}</strong>
        <span className={styles.hint}>{texts.large.hint}</span>
      </figcaption>
    </figure>
  );
}

interface LargeMapProps {
  seen: SeenImage;
  layer: LayerView;
  pointed: PointedMap;
  scope: ColourScope;
}

function LargeMap({ seen, layer, pointed: { map, place }, scope }: LargeMapProps) {
  const t = useMessages();
  const { maps, summary, isSigned } = layer;
  const range = colourRanges(scope, layer, seen.layers)[map];
  if (!range) return null;
  const scale = Math.max(1, Math.floor(SIDE / Math.max(maps.width, maps.height)));
  const value = place && figure(t, valueAt(maps, map, place.row, place.column));
  return (
    <figure className={styles.view}>
      <div className={styles.field}>
        <div className={styles.map}>
          <MapImage
            maps={maps}
            map={map}
            palette={paletteFor(isSigned)}
            range={range}
            scale={scale}
            label={mapName(t, formOf(layer), map)}
          />
          {place && <PlaceMark place={place} scale={scale} />}
        </div>
      </div>
      <figcaption className={styles.caption}>
        <strong>
          {layerName(t, seen.record.model.spec, summary.order)} · {mapName(t, formOf(layer), map)}
        </strong>
        <span>{place && value ? t.understand.map.readout({ ...place, value }) : ' '}</span>
      </figcaption>
    </figure>
  );
}
