import { memo } from 'react';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { ModelId } from '../../domain/models/layers';
import { type LayerSummary, summarise } from '../../domain/models/shapes';
import type { Messages } from '../../i18n/messages';
import { useMessages } from '../../stores/preferences';
import { isActive, useRun } from '../../stores/run-state';
import { useSettings } from '../../stores/settings';
import { DataTable } from '../../ui/DataTable';
import {
  type DiagramLayer,
  type DiagramWay,
  LayerDiagram,
  type LayerTexts,
} from '../../ui/model/LayerDiagram';
import { Section } from '../../ui/Section';
import { layerTexts } from './layer-texts';
import styles from './ModelSection.module.css';

/** The chosen network, or the one being trained: its diagram, and shapes and parameters by layer. */
export function ModelSection() {
  const chosen = useSettings((settings) => settings.model);
  const trained = useRun(({ status, record }) =>
    isActive(status) ? record?.settings.model : null,
  );
  return <Model id={trained ?? chosen} />;
}

/** Drawn anew only for another network: a run that starts or ends has enough to draw. */
const Model = memo(function Model({ id }: { id: ModelId }) {
  const t = useMessages();
  const texts = t.analysis.model;
  const model = CATALOGUE[id];
  const layers = summarise(model);
  const total = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const input: LayerTexts = {
    name: texts.input,
    detail: '',
    shape: texts.shape({ shape: model.inputShape }),
    help: model.inputScaling === 'raw' ? texts.inputRaw : texts.inputUnit,
  };
  return (
    <Section
      title={texts.title}
      help={`${t.settings.models[id].name} · ${texts.total({ parameters: total })}`}
    >
      <LayerDiagram
        label={texts.diagram}
        inputShape={model.inputShape}
        input={input}
        layers={layers.map((layer) => diagramLayer(t, layer))}
      />
      <div className={styles.table}>
        <DataTable
          caption={texts.table}
          columns={[
            { key: 'layer', header: texts.layer },
            { key: 'detail', header: t.settings.title },
            { key: 'output', header: texts.output, align: 'end' },
            { key: 'parameters', header: texts.parameters, align: 'end' },
          ]}
          rows={[
            ...layers.flatMap((layer) => layerRows(t, layer)),
            {
              key: 'total',
              isHighlighted: true,
              cells: {
                layer: texts.totalRow,
                detail: '',
                output: '',
                parameters: t.common.format.count(total),
              },
            },
          ]}
        />
      </div>
    </Section>
  );
});

/** A row for a layer, and below a block those of the layers in it, marked as such. */
function layerRows(t: Messages, layer: LayerSummary, depth = 0): TableRow[] {
  const { name, detail, shape } = layerTexts(t, layer);
  const parameters = t.common.format.count(layer.parameters);
  const marked = `${'\u2003'.repeat(depth)}${name}`;
  return [
    { key: layer.name, cells: { layer: marked, detail, output: shape, parameters } },
    ...[...layer.layers, ...layer.shortcut].flatMap((inner) => layerRows(t, inner, depth + 1)),
  ];
}

interface TableRow {
  key: string;
  cells: Record<'layer' | 'detail' | 'output' | 'parameters', string>;
}

function diagramLayer(t: Messages, layer: LayerSummary): DiagramLayer {
  const { ways } = t.analysis.model;
  const way = (label: string, layers: LayerSummary[]): DiagramWay => ({
    label,
    layers: layers.map((inner) => diagramLayer(t, inner)),
  });
  const isBlock = layer.spec.kind === 'residual';
  const short = layer.shortcut.length > 0 ? ways.shortcut : ways.identity;
  return {
    key: layer.name,
    kind: layer.spec.kind,
    shape: layer.outputShape,
    texts: layerTexts(t, layer),
    ways: isBlock ? [way(ways.branch, layer.layers), way(short, layer.shortcut)] : [],
  };
}
