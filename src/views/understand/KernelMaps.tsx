import { useCallback, useMemo, useState } from 'react';
import { type ColourRange, type MapSet, valueAt } from '../../domain/feature-maps';
import { useMessages } from '../../stores/preferences';
import { MapGrid, type MapPoint } from '../../ui/maps/MapGrid';
import { DIVERGING } from '../../ui/maps/palettes';
import styles from './KernelMaps.module.css';
import { figure } from './layer-words';

/** Props of {@link KernelMaps}. */
export interface KernelMapsProps {
  label: string;
  maps: MapSet;
  range: ColourRange;
  nameOf: (map: number) => string;
  /** Wanted side of a filter, in CSS pixels. */
  side: number;
  /** Opens what a filter made; absent where that is open. */
  onOpen?: ((map: number) => void) | undefined;
}

const NONE: readonly number[] = [];
const nothing = () => {};

/** Filters or slices of them as images, with the weight that is pointed at below. */
export function KernelMaps({ label, maps, range, nameOf, side, onOpen }: KernelMapsProps) {
  const t = useMessages();
  const [point, setPoint] = useState<MapPoint | null>(null);
  const { count } = maps;
  const ranges = useMemo(() => Array.from({ length: count }, () => range), [count, range]);
  const show = useCallback((at: MapPoint | null) => setPoint(at), []);
  return (
    <div className={styles.kernels}>
      <MapGrid
        label={label}
        maps={maps}
        palette={DIVERGING}
        ranges={ranges}
        side={side}
        gap={4}
        nameOf={nameOf}
        dead={NONE}
        onPoint={show}
        onOpen={onOpen ?? nothing}
      />
      <p className={styles.readout}>{point && readout()}</p>
    </div>
  );

  function readout(): string {
    const { map, place } = point ?? { map: 0, place: null };
    const name = nameOf(map);
    if (!place) return name;
    const value = figure(t, valueAt(maps, map, place.row, place.column));
    return t.understand.layers.value({ name, ...place, value });
  }
}
