/** What our own engine can train by now; for the rest there is tfjs. Shrinks as the engine grows. */
import type { LayerSpec, ModelSpec } from './models/layers';

/** The part of a training job that decides: the engine has all optimisers, losses and options. */
export interface EngineCandidate {
  model: ModelSpec;
}

/** What the engine lacks for a job, as a technical term; null when it has everything. */
export function missingInEngine({ model }: EngineCandidate): string | null {
  return model.layers.map(missingForLayer).find((missing) => missing !== null) ?? null;
}

function missingForLayer(spec: LayerSpec): string | null {
  switch (spec.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'dense':
      return ['linear', 'relu', 'softmax'].includes(spec.activation) ? null : spec.activation;
    case 'maxPool':
    case 'avgPool':
    case 'globalAvgPool':
    case 'flatten':
    case 'dropout':
      return null;
    default:
      return spec.kind;
  }
}
