import { useEffect, useRef } from 'react';
import type { LayerWeights } from '../../domain/network';
import { useExplanation, watchWeights } from '../../stores/explanation';
import { chosenNetwork, useNetworks } from '../../stores/networks';
import { useMessages } from '../../stores/preferences';
import { Section } from '../../ui/Section';
import { Skeleton } from '../../ui/Skeleton';
import { useIsNear } from '../../ui/use-is-near';
import styles from './Layers.module.css';
import type { OpenMap } from './open-map';
import { kernelsOf, useWeights } from './use-kernels';
import { WeightsOfLayer } from './WeightsOfLayer';

/** Props of {@link Weights}. */
export interface WeightsProps {
  /** Opens the map that a filter makes; null while there are no maps. */
  onOpen: ((open: OpenMap) => void) | null;
}

/** The weights of every layer that has any, now and before training; while in sight, up to date. */
export function Weights({ onOpen }: WeightsProps) {
  const place = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(place);
  useEffect(() => (isNear ? watchWeights() : undefined), [isNear]);
  return (
    <div ref={place}>
      <WeightsOfLayers onOpen={onOpen} />
    </div>
  );
}

function WeightsOfLayers({ onOpen }: WeightsProps) {
  const { understand } = useMessages();
  const texts = understand.weights;
  const weights = useWeights();
  const spec = useNetworks((networks) => chosenNetwork(networks)?.record.model.spec);
  const hasFailed = useExplanation(({ failure }) => failure !== null);
  if (!weights || !spec) return hasFailed ? null : <Reading />;
  const hasFilters = weights.some((layer) => kernelsOf(layer) !== null);
  return (
    <Section title={texts.title} help={`${texts.help} ${texts.heights}`}>
      {!hasFilters && <p>{texts.noFilters}</p>}
      <ol className={styles.layers}>
        {weights.map((layer: LayerWeights) => (
          <li key={layer.name} className={styles.layer}>
            <WeightsOfLayer spec={spec} weights={layer} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Reading() {
  const { understand } = useMessages();
  return (
    <Section title={understand.weights.title} help={understand.loading.weights}>
      <Skeleton height="9rem" />
    </Section>
  );
}
