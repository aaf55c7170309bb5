import { isDead, type LayerView } from '../../domain/feature-maps';
import { useMessages } from '../../stores/preferences';
import { Facts } from './Facts';
import { formOf, parameterFormula, rangeText } from './layer-words';

/** Figures of a layer: its values, how many are zero, dead maps, and its parameters. */
export function LayerFacts({ view }: { view: LayerView }) {
  const t = useMessages();
  const texts = t.understand.layers;
  const dead = deadMaps(view).length;
  const maps = view.maps.count;
  return (
    <Facts
      facts={[
        [texts.range, rangeText(t, view.statistics)],
        [texts.zeros, texts.zeroShare({ share: view.statistics.zeros })],
        ...(dead > 0
          ? [[texts.dead, `${texts.deadOf({ dead, maps })} (${texts.deadHelp})`] as const]
          : []),
        [texts.parameters, parameterFormula(t, view.summary)],
      ]}
    />
  );
}

/** Maps that are zero everywhere. One value is not a map: a unit that is zero is an answer like others. */
export function deadMaps(view: LayerView): number[] {
  if (formOf(view) === 'units') return [];
  return view.mapStatistics.flatMap((figures, map) => (isDead(figures) ? [map] : []));
}
