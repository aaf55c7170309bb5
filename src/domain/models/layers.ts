/**
 * A network as data. One description serves everyone: the tfjs builder, later the engine's planner,
 * the shape and parameter count, the drawn diagram. Nothing parses layer names.
 */

/** Activation functions a layer can apply to its own output. */
export type Activation = 'linear' | 'relu' | 'softmax';

/** Spatial padding: `same` keeps width and height at stride 1, `valid` uses no padding. */
export type Padding = 'same' | 'valid';

/** Two-dimensional convolution with a square kernel, followed by its activation. */
export interface Conv2dSpec {
  kind: 'conv2d';
  /** Number of output feature maps. */
  filters: number;
  /** Side of the square kernel, in pixels. */
  kernelSize: number;
  stride: number;
  padding: Padding;
  activation: Activation;
}

/** Largest value of each square window, without overlap; no weights. */
export interface MaxPoolSpec {
  kind: 'maxPool';
  /** Side and stride of the window, in pixels. */
  size: number;
}

/**
 * Fully connected layer on the last axis: on an image of 28 rows it is applied to each row alike
 * (as Keras's Dense is), on a flat vector to all of it.
 */
export interface DenseSpec {
  kind: 'dense';
  units: number;
  activation: Activation;
}

/** Turns any shape into one vector. */
export interface FlattenSpec {
  kind: 'flatten';
}

/** Sets a fraction of the values to 0 while training and scales the others up (inverted dropout). */
export interface DropoutSpec {
  kind: 'dropout';
  /** Fraction dropped, 0 to below 1. */
  rate: number;
}

/** One layer of a sequential network. */
export type LayerSpec = Conv2dSpec | MaxPoolSpec | DenseSpec | FlattenSpec | DropoutSpec;

/** Kinds of layer. */
export type LayerKind = LayerSpec['kind'];

/** How pixel values 0-255 enter the network: divided by 255, or as they are. */
export type InputScaling = 'unit' | 'raw';

/** A network: input shape without the batch axis, and its layers in order; the last is a softmax. */
export interface ModelSpec {
  id: ModelId;
  /** [28, 28] for networks that see rows, [28, 28, 1] for images with one channel. */
  inputShape: [28, 28] | [28, 28, 1];
  inputScaling: InputScaling;
  layers: LayerSpec[];
}

/** Networks of the catalogue. */
export const MODEL_IDS = ['s3-dense', 's3-cnn', 's1-cnn'] as const;
/** Identifier of a catalogue network. */
export type ModelId = (typeof MODEL_IDS)[number];
