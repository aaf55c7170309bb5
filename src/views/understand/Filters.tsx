import { useCallback, useState } from 'react';
import {
  type ColourRange,
  filterSlices,
  inputSlices,
  type MapSet,
} from '../../domain/feature-maps';
import type { Messages } from '../../i18n/messages';
import { useMessages } from '../../stores/preferences';
import { PaletteLegend } from '../../ui/maps/PaletteLegend';
import { DIVERGING } from '../../ui/maps/palettes';
import { NumberField } from '../../ui/NumberField';
import { ToggleGroup } from '../../ui/ToggleGroup';
import styles from './Filters.module.css';
import { KernelMaps } from './KernelMaps';
import { figure } from './layer-words';
import type { Kernels } from './use-kernels';

/** Props of {@link Filters}. */
export interface FiltersProps {
  kernels: Kernels;
  /** Name of the layer. */
  layer: string;
  /** Opens the map that a filter makes; null while there are no maps. */
  onOpen: ((filter: number) => void) | null;
}

/** All slices of one filter, or one slice of all filters. */
type View = 'filter' | 'input';

/** The filters of a convolution as images, now and before training. */
export function Filters({ kernels, layer, onOpen }: FiltersProps) {
  const t = useMessages();
  const texts = t.understand.weights;
  const { shape, range, now, before } = kernels;
  const inputs = shape[2] ?? 1;
  const filters = shape[3] ?? 1;
  // On one input map there is one slice of each filter, and nothing to choose.
  const [view, setView] = useState<View>(inputs === 1 ? 'input' : 'filter');
  const [chosen, setChosen] = useState(0);
  const count = view === 'filter' ? filters : inputs;
  const which = Math.min(chosen, count - 1);
  const nameOf = useCallback((map: number) => sliceName(t, view, map), [t, view]);
  const open = useCallback(
    (map: number) => onOpen?.(view === 'filter' ? which : map),
    [onOpen, view, which],
  );
  return (
    <div className={styles.filters}>
      {inputs > 1 && (
        <Choice view={view} onView={setView} which={which} onWhich={setChosen} count={count} />
      )}
      {([texts.now, texts.before] as const).map((when) => (
        <div key={when} className={styles.row}>
          <h4>{when}</h4>
          <KernelMaps
            label={texts.kernels({ layer, when })}
            maps={slices(when === texts.now ? now : before, shape, view, which)}
            range={range}
            nameOf={nameOf}
            side={36}
            onOpen={open}
          />
        </div>
      ))}
      <Foot range={range} />
    </div>
  );
}

function Foot({ range }: { range: ColourRange }) {
  const t = useMessages();
  const from = figure(t, range.minimum);
  const to = figure(t, range.maximum);
  return (
    <div className={styles.foot}>
      <p>{t.understand.weights.kernelHint}</p>
      <PaletteLegend
        palette={DIVERGING}
        from={from}
        to={to}
        middle="0"
        label={t.understand.layers.legend({ from, to })}
      />
    </div>
  );
}

interface ChoiceProps {
  view: View;
  onView: (view: View) => void;
  which: number;
  onWhich: (which: number) => void;
  count: number;
}

function Choice({ view, onView, which, onWhich, count }: ChoiceProps) {
  const { weights: texts } = useMessages().understand;
  return (
    <div className={styles.choice}>
      <ToggleGroup
        label={texts.view}
        isLabelShown
        options={[
          { id: 'filter', label: texts.views.filter },
          { id: 'input', label: texts.views.input },
        ]}
        value={view}
        onChange={onView}
      />
      <div className={styles.number}>
        <NumberField
          label={texts[view]}
          value={which + 1}
          onChange={(number) => onWhich(number - 1)}
          minimum={1}
          maximum={count}
          stepLabels={{ increase: texts.nextFilter, decrease: texts.previousFilter }}
        />
      </div>
    </div>
  );
}

function slices(values: Float32Array, shape: number[], view: View, which: number): MapSet {
  return view === 'filter' ? filterSlices(values, shape, which) : inputSlices(values, shape, which);
}

function sliceName(t: Messages, view: View, map: number): string {
  const { weights: texts } = t.understand;
  const name = view === 'filter' ? texts.sliceName : texts.filterName;
  return name({ number: map + 1 });
}
