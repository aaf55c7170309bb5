import { CATALOGUE } from '../../domain/models/catalogue';
import { type LayerSummary, summarise } from '../../domain/models/shapes';
import { layerDetail } from '../../i18n/layer-detail';
import type { Messages } from '../../i18n/messages';
import { useMessages } from '../../stores/preferences';
import { isActive, useRun } from '../../stores/run-state';
import { useSettings } from '../../stores/settings';
import { DataTable } from '../../ui/DataTable';
import { LayerDiagram, type LayerTexts } from '../../ui/model/LayerDiagram';
import { Section } from '../../ui/Section';
import styles from './ModelSection.module.css';

/** The chosen network, or the one being trained: its diagram, and shapes and parameters by layer. */
export function ModelSection() {
  const t = useMessages();
  const texts = t.analysis.model;
  const chosen = useSettings((settings) => settings.model);
  const trained = useRun(({ status, record }) =>
    isActive(status) ? record?.settings.model : null,
  );
  const id = trained ?? chosen;
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
        layers={layers}
        texts={layers.map((layer) => layerTexts(t, layer))}
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
            ...layers.map((layer) => layerRow(t, layer)),
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
}

function layerRow(t: Messages, layer: LayerSummary) {
  const { name, detail, shape } = layerTexts(t, layer);
  const parameters = t.common.format.count(layer.parameters);
  return { key: layer.name, cells: { layer: name, detail, output: shape, parameters } };
}

function layerTexts(t: Messages, layer: LayerSummary): LayerTexts {
  const texts = t.analysis.model;
  const { name, help } = texts.layers[layer.spec.kind];
  return {
    name,
    help,
    detail: layerDetail(t, layer.spec),
    shape: texts.shape({ shape: layer.outputShape }),
  };
}
