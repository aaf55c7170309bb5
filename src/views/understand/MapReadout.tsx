import { useEffect, useEffectEvent } from 'react';
import { type LayerView, valueAt } from '../../domain/feature-maps';
import type { Messages } from '../../i18n/messages';
import { announce } from '../../stores/announcer';
import { type PointedMap, usePointedMap } from '../../stores/explanation-focus';
import { useMessages } from '../../stores/preferences';
import styles from './LayerSection.module.css';
import { figure, formOf, mapName } from './layer-words';

/** The value that is pointed at in a layer, or the figures of the map that the keyboard is on. */
export function MapReadout({ view }: { view: LayerView }) {
  const t = useMessages();
  const { layers: texts } = t.understand;
  const pointed = usePointedMap((state) =>
    state.pointed?.layer === view.summary.order ? state.pointed : null,
  );
  // Said when the keyboard comes to a map, not whenever its values change while it trains.
  const say = useEffectEvent((at: PointedMap) => announce(readout(t, view, at)));
  useEffect(() => {
    if (pointed && !pointed.place) say(pointed);
  }, [pointed]);
  const hint = formOf(view) === 'units' ? texts.unitHint : texts.hint;
  return (
    <p className={styles.readout}>
      {pointed ? <strong>{readout(t, view, pointed)}</strong> : hint}
    </p>
  );
}

function readout(t: Messages, view: LayerView, { map, place }: PointedMap): string {
  const texts = t.understand.layers;
  const form = formOf(view);
  const name = mapName(t, form, map);
  const figures = view.mapStatistics[map];
  if (!figures) return '';
  if (form === 'units') return texts.unitValue({ name, value: figure(t, figures.maximum) });
  if (place) {
    const value = figure(t, valueAt(view.maps, map, place.row, place.column));
    return texts.value({ name, ...place, value });
  }
  return texts.mapFigures({
    name,
    minimum: figure(t, figures.minimum),
    maximum: figure(t, figures.maximum),
    mean: figure(t, figures.mean),
    zeros: figures.zeros,
  });
}
