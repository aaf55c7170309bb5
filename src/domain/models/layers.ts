/**
 * A network as data. One description serves everyone: the tfjs builder, the engine's planner, the
 * shape and parameter count, the drawn diagram. Nothing parses layer names. Networks are stored with
 * the runs that trained them, so a field that is added later is optional and says what absence means.
 */

/** Functions of one value that bend what a layer gives; slope of `leakyRelu`: {@link LEAKY_SLOPE}. */
export const NONLINEARITIES = ['relu', 'leakyRelu', 'sigmoid', 'tanh'] as const;
/** One of {@link NONLINEARITIES}. */
export type Nonlinearity = (typeof NONLINEARITIES)[number];

/** Activation functions a layer can apply to its own output; softmax only as the network's last. */
export type Activation = 'linear' | Nonlinearity | 'softmax';

/**
 * What leaky ReLU multiplies negative values by (Maas, Hannun and Ng 2013,
 * https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf).
 */
export const LEAKY_SLOPE = 0.01;

/**
 * Spatial padding: `same` keeps width and height at stride 1 (what does not divide evenly goes to the
 * right and the bottom, as in TensorFlow), `valid` uses no padding.
 */
export type Padding = 'same' | 'valid';

/**
 * How first kernels are drawn: `glorot` keeps the variance both ways (Glorot and Bengio 2010), `he`
 * suits ReLU, which halves it (He et al. 2015).
 */
export type Initializer = 'glorot' | 'he';

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
  /** Whether a constant is added to each map; absent: yes. Batch norm after it makes it useless. */
  bias?: boolean;
  /** Absent: `glorot`. */
  initializer?: Initializer;
}

/** Convolution of each feature map by itself with one square kernel, followed by its activation. */
export interface DepthwiseConv2dSpec {
  kind: 'depthwiseConv2d';
  /** Side of the square kernel, in pixels. */
  kernelSize: number;
  stride: number;
  padding: Padding;
  activation: Activation;
  /** Whether a constant is added to each map; absent: yes. */
  bias?: boolean;
  /** Absent: `glorot`. */
  initializer?: Initializer;
}

/** Largest value of each square window; no weights. */
export interface MaxPoolSpec {
  kind: 'maxPool';
  /** Side of the window, in pixels. */
  size: number;
  /** Pixels from window to window; absent: the window's side, so that windows do not overlap. */
  stride?: number;
  /** Absent: `valid`. What is padded never is the largest. */
  padding?: Padding;
}

/**
 * Mean of each square window; no weights. Never padded: libraries do not agree on whether padding
 * counts, and tfjs's gradient contradicts its own output there.
 */
export interface AvgPoolSpec {
  kind: 'avgPool';
  /** Side of the window, in pixels. */
  size: number;
  /** Pixels from window to window; absent: the window's side. */
  stride?: number;
}

/** Mean of each feature map (Lin, Chen and Yan 2013): [height, width, maps] to [maps]; no weights. */
export interface GlobalAvgPoolSpec {
  kind: 'globalAvgPool';
}

/**
 * Batch normalisation (Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167) over all axes but
 * the last. While training: (x - mean) / sqrt(variance + epsilon) * gamma + beta with mean and
 * (population) variance of the batch, and each running statistic becomes
 * momentum * itself + (1 - momentum) * the batch's. Else: the same with the running statistics.
 */
export interface BatchNormSpec {
  kind: 'batchNorm';
  /** Share of a running statistic that stays at each step, 0 to below 1. */
  momentum: number;
  /** Added to the variance; keeps maps that are constant from being blown up. */
  epsilon: number;
}

/** Applies a function to every value; no weights. */
export interface ActivationSpec {
  kind: 'activation';
  activation: Nonlinearity;
}

/**
 * Fully connected layer on the last axis: on an image of 28 rows it is applied to each row alike
 * (as Keras's Dense is), on a flat vector to all of it.
 */
export interface DenseSpec {
  kind: 'dense';
  units: number;
  activation: Activation;
  /** Whether each unit has a constant; absent: yes. */
  bias?: boolean;
  /** Absent: `glorot`. */
  initializer?: Initializer;
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

/**
 * Two ways from the same input, added, then the activation (He et al. 2015,
 * https://arxiv.org/abs/1512.03385). Both must end in the same shape. Blocks may hold blocks.
 */
export interface ResidualSpec {
  kind: 'residual';
  /** The branch that computes, in order; at least one layer. */
  layers: LayerSpec[];
  /**
   * The short way: empty passes the input on as it is; where the branch changes the shape, a 1 x 1
   * convolution with the same stride, say, and batch norm.
   */
  shortcut: LayerSpec[];
  /** Applied to the sum. */
  activation: 'linear' | Nonlinearity;
}

/** One layer of a network, or a block of layers. */
export type LayerSpec =
  | Conv2dSpec
  | DepthwiseConv2dSpec
  | MaxPoolSpec
  | AvgPoolSpec
  | GlobalAvgPoolSpec
  | BatchNormSpec
  | ActivationSpec
  | DenseSpec
  | FlattenSpec
  | DropoutSpec
  | ResidualSpec;

/** Kinds of layer. */
export type LayerKind = LayerSpec['kind'];

/** How pixel values 0-255 enter the network: divided by 255, or as they are. */
export type InputScaling = 'unit' | 'raw';

/** A network: input shape without the batch axis, and its layers in order; the last is a softmax. */
export interface ModelSpec {
  id: ModelId | PhotoModelId;
  /** [height, width] for networks that see rows, else [height, width, channels]: 1 grey, 3 colour. */
  inputShape: readonly [number, number] | readonly [number, number, number];
  inputScaling: InputScaling;
  layers: LayerSpec[];
}

/** Networks that learn Fashion-MNIST or data like it: 28 x 28 grey pixels, ten classes. */
export const MODEL_IDS = ['s3-dense', 's3-cnn', 's1-cnn', 'small-resnet'] as const;
/** One of {@link MODEL_IDS}. */
export type ModelId = (typeof MODEL_IDS)[number];

/** The network that learns colour photos of clothes. */
export const PHOTO_MODEL_ID = 'photo-resnet';
/** Identifier of that network. */
export type PhotoModelId = typeof PHOTO_MODEL_ID;
