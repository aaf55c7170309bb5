/** What our own engine can train by now; for the rest there is tfjs. Shrinks as the engine grows. */
import type { LayerSpec, ModelSpec } from './models/layers';
import { defaultSettings, type OptimizerId, type TrainingOptions } from './settings';

/** The part of a training job that decides. */
export interface EngineCandidate extends Partial<TrainingOptions> {
  model: ModelSpec;
  optimizer: OptimizerId;
}

/** What the engine lacks for a job, as a technical term; null when it has everything. */
export function missingInEngine(job: EngineCandidate): string | null {
  const { model, optimizer, ...options } = job;
  if (!['sgd', 'momentum', 'adam'].includes(optimizer)) return optimizer;
  const defaults: Partial<TrainingOptions> = defaultSettings();
  const changed = (Object.keys(options) as (keyof TrainingOptions)[]).find(
    (name) => name in OPTIONS && options[name] !== defaults[name],
  );
  return changed ?? missingForLayers(model.layers);
}

function missingForLayers(layers: readonly LayerSpec[]): string | null {
  return layers.map(missingForLayer).find((missing) => missing !== null) ?? null;
}

/** Options at whose default the engine stays, as a set that the compiler knows to be complete. */
const OPTIONS: Record<keyof TrainingOptions, true> = {
  momentum: true,
  clipNorm: true,
  labelSmoothing: true,
  l1: true,
  l2: true,
  weightDecay: true,
  flip: true,
  shift: true,
  rotation: true,
  zoom: true,
  erasing: true,
};

function missingForLayer(spec: LayerSpec): string | null {
  switch (spec.kind) {
    case 'maxPool': {
      const { size, stride = size, padding = 'valid' } = spec;
      return stride === size && padding === 'valid' ? null : 'maxPool stride';
    }
    case 'residual':
      return missingForLayers([...spec.layers, ...spec.shortcut]);
    case 'conv2d':
    case 'dense':
    case 'batchNorm':
    case 'activation':
    case 'flatten':
    case 'dropout':
      return null;
    default:
      return spec.kind;
  }
}
