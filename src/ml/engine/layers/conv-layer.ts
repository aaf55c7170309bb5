/** What the ways to compute a convolution are told of it. */
import type { Frame, Tensor } from '../tensor';

/** What a convolution connects. */
export interface ConvLayer {
  name: string;
  input: Tensor;
  /** Of the pooling, where one is fused. */
  output: Tensor;
  filters: number;
  /** Side of the window, in pixels. */
  kernelSize: number;
  stride: number;
  frame: Frame;
  isPooled: boolean;
  hasBias: boolean;
  /** tfjs's shape of the kernel; a dense layer on pixels has [in, out]. */
  kernelShape: number[];
  /** Whether a layer before has weights. */
  hasInputGradient: boolean;
}
