/**
 * Where a network looked: R. Selvaraju and others, "Grad-CAM: Visual Explanations from Deep Networks via
 * Gradient-based Localization", 2017, https://arxiv.org/abs/1610.02391. Written from the paper.
 */
import * as tf from '@tensorflow/tfjs';
import { flattenLayers, type LayerSummary, summarise } from '../../domain/models/shapes';
import type { ClassActivation } from '../../domain/network';
import { imageTensor } from '../data/batch';
import { openedNetwork } from '../infer/networks';
import type { TfNetwork } from '../models/build';

/**
 * Where an open network looked for a class in one image, by its last layer with maps.
 * @param pixels the image's bytes, as many as the network takes
 * @param label the class; null for the network's own answer
 * @returns null for a network without a convolution, or with no maps left after it
 * @throws AtelierError `network-missing`; RangeError for a class that the network does not have
 */
export async function gradCam(
  key: string,
  pixels: Uint8Array,
  label: number | null,
): Promise<ClassActivation | null> {
  const { spec, network } = openedNetwork(key);
  const layers = summarise(spec);
  const target = lastWithMaps(layers);
  if (!target) return null;
  const [before, after] = [layers.slice(0, target.index + 1), layers.slice(target.index + 1)];
  const rest = (given: tf.Tensor) => through(network, after, given) as tf.Tensor2D;
  const { maps, logits } = tf.tidy(() => {
    const seen = through(network, before, imageTensor(spec, pixels));
    return { maps: seen, logits: rest(seen) };
  });
  try {
    const answers = await logits.data<'float32'>();
    const asked = label ?? answers.indexOf(Math.max(...answers));
    if (!(asked in answers)) throw new RangeError(`no class ${asked}`);
    const heat = tf.tidy(() => heatOf(maps, rest, asked, answers.length));
    const values = new Float32Array(await heat.data<'float32'>());
    heat.dispose();
    const [height = 1, width = 1] = target.outputShape;
    return { order: target.order, label: asked, width, height, values: scaled(values) };
  } finally {
    tf.dispose([maps, logits]);
  }
}

/**
 * The last layer whose output still has places. Blocks end in the shape that their branch ends in, so
 * it never stands inside of one.
 */
function lastWithMaps(layers: readonly LayerSummary[]): LayerSummary | null {
  const hasConvolution = flattenLayers(layers).some(
    ({ spec }) => spec.kind === 'conv2d' || spec.kind === 'depthwiseConv2d',
  );
  return (hasConvolution && layers.findLast(hasPlaces)) || null;
}

function hasPlaces({ outputShape: [height = 1, width = 1, maps] }: LayerSummary): boolean {
  return maps !== undefined && height * width > 1;
}

/** What layers make of a tensor, as when answering: without dropout, by running statistics. */
function through(network: TfNetwork, layers: readonly LayerSummary[], input: tf.Tensor): tf.Tensor {
  return layers.reduce((tensor, summary) => {
    const layer = network.logits.getLayer(summary.name);
    const isBlock = summary.spec.kind === 'residual';
    const given = isBlock
      ? [summary.layers, summary.shortcut].map((way) => through(network, way, tensor))
      : tensor;
    return layer.apply(given, { training: false }) as tf.Tensor;
  }, input);
}

/**
 * Equations 1 and 2 of the paper: each map weighs as much as the class's logit grows with it in the
 * mean over its places; what speaks against the class is left out. [height, width]
 */
function heatOf(
  maps: tf.Tensor,
  rest: (maps: tf.Tensor) => tf.Tensor2D,
  label: number,
  classes: number,
): tf.Tensor {
  const wanted = tf.oneHot(tf.tensor1d([label], 'int32'), classes).toFloat();
  const weights = tf.grad(rest)(maps, wanted).mean([0, 1, 2]);
  return maps.mul(weights).sum(-1).squeeze([0]).relu();
}

/** From 0 to 1 where anything is above 0; else all 0, as it is. */
function scaled(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const most = values.reduce((left, right) => Math.max(left, right), 0);
  return most > 0 ? values.map((value) => value / most) : values;
}
