import { useId } from 'react';
import type { ModelSpec } from '../../domain/models/layers';
import type { Histogram, LayerWeights } from '../../domain/network';
import type { Messages } from '../../i18n/messages';
import { useMessages } from '../../stores/preferences';
import { WeightHistogram } from '../../ui/maps/WeightHistogram';
import { type Fact, Facts } from './Facts';
import { Filters } from './Filters';
import sections from './LayerSection.module.css';
import { figure, layerName } from './layer-words';
import type { OpenMap } from './open-map';
import { useLayerKernels } from './use-kernels';
import styles from './WeightsOfLayer.module.css';

/** Props of {@link WeightsOfLayer}. */
export interface WeightsOfLayerProps {
  spec: ModelSpec;
  weights: LayerWeights;
  onOpen: ((open: OpenMap) => void) | null;
}

/** One layer's weights: as images where it has filters, and counted. */
export function WeightsOfLayer({ spec, weights, onOpen }: WeightsOfLayerProps) {
  const t = useMessages();
  const id = useId();
  const { weights: texts } = t.understand;
  const { order, shape, histogram, untrainedHistogram } = weights;
  const kernels = useLayerKernels(order);
  const layer = layerName(t, spec, order);
  return (
    <section aria-labelledby={id} className={styles.weights}>
      <h3 id={id} className={styles.heading}>
        {layer}{' '}
        <span className={sections.shape}>
          {texts.shape({ shape: t.analysis.model.shape({ shape }) })}
        </span>
      </h3>
      {kernels && (
        <Filters
          kernels={kernels}
          layer={layer}
          onOpen={onOpen && ((filter) => onOpen({ layer: order, map: filter }))}
        />
      )}
      <div className={styles.counts}>
        <WeightHistogram
          now={histogram}
          before={untrainedHistogram}
          names={texts}
          summary={summary(t, layer, weights)}
          format={(value) => figure(t, value)}
        />
        <Facts facts={weightFacts(t, weights)} />
      </div>
    </section>
  );
}

function weightFacts(t: Messages, { mean, standardDeviation, histogram }: LayerWeights): Fact[] {
  const { weights: texts } = t.understand;
  return [
    [texts.count, t.common.format.count(total(histogram))],
    [texts.mean, small(t, mean)],
    [texts.deviation, small(t, standardDeviation)],
  ];
}

/** Weights are small: two digits more than values get. */
function small(t: Messages, value: number): string {
  return t.common.format.decimal(Math.abs(value) < 5e-6 ? 0 : value, 5);
}

/** The histogram in a sentence: how many weights lie near zero, now and before. */
function summary(t: Messages, layer: string, weights: LayerWeights): string {
  const { mean, standardDeviation, histogram, untrainedHistogram } = weights;
  return t.understand.weights.summary({
    layer,
    weights: total(histogram),
    mean: small(t, mean),
    deviation: small(t, standardDeviation),
    inside: nearZero(histogram),
    before: nearZero(untrainedHistogram),
    reach: figure(t, histogram.maximum / 10),
  });
}

/** Share of the weights within a tenth of the range around zero. */
function nearZero({ counts }: Histogram): number {
  const middle = counts.length / 2;
  const reach = Math.round(middle / 10);
  const inside = counts.slice(middle - reach, middle + reach);
  return sum(inside) / Math.max(1, sum(counts));
}

function total({ counts }: Histogram): number {
  return sum(counts);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((left, right) => left + right, 0);
}
