import * as tf from '@tensorflow/tfjs';
import { computes } from '../../domain/feature-maps';
import { inOrderOfComputation, type LayerSummary, summarise } from '../../domain/models/shapes';
import type { Explanation, LayerActivation } from '../../domain/network';
import { imageTensor } from '../data/batch';
import { openedNetwork } from '../infer/networks';
import type { TfNetwork } from '../models/build';

/**
 * Follows one image, as many bytes as the network takes, through an open network: one forward pass, without dropout.
 * @throws AtelierError `network-missing`
 */
export async function explain(key: string, pixels: Uint8Array): Promise<Explanation> {
  const { spec, network, temperature } = openedNetwork(key);
  const layers = inOrderOfComputation(summarise(spec)).filter((layer) => computes(layer.spec));
  const tensors = tf.tidy(() => {
    const outputs = outputsOf(network, layers, imageTensor(spec, pixels));
    const logits = outputs.at(-1) as tf.Tensor2D;
    return [...outputs, logits.div(temperature).softmax()];
  });
  try {
    const values = await Promise.all(tensors.map(copyOf));
    const probabilities = values.pop() as Float32Array<ArrayBuffer>;
    const activations = layers.map(
      ({ order, name, outputShape }, place): LayerActivation => ({
        order,
        name,
        shape: outputShape,
        values: values[place] as Float32Array<ArrayBuffer>,
      }),
    );
    return { activations, probabilities };
  } finally {
    tf.dispose(tensors);
  }
}

/** Outputs of some layers, all from the same pass. */
function outputsOf(
  { logits }: TfNetwork,
  layers: readonly LayerSummary[],
  images: tf.Tensor,
): tf.Tensor[] {
  // Shares the network's layers and has no weights of its own; there is nothing to dispose of.
  const model = tf.model({
    inputs: logits.inputs,
    outputs: layers.map(({ name }) => logits.getLayer(name).output as tf.SymbolicTensor),
  });
  return [model.apply(images, { training: false })].flat() as tf.Tensor[];
}

/** The values in memory of their own, which can be handed over: `data()` may give the live buffer. */
async function copyOf(tensor: tf.Tensor): Promise<Float32Array<ArrayBuffer>> {
  return new Float32Array(await tensor.data<'float32'>());
}
