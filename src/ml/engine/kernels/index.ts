/**
 * The kernels' entry: interprets lists of operations in memory, step after step, without returning
 * to JavaScript in between. Every thread runs the same list; each kernel does its thread's share.
 */
import {
  AvgPoolBackward,
  AvgPoolForward,
  CODE_AVG_POOL_BACKWARD,
  CODE_AVG_POOL_FORWARD,
  ApplyGradients,
  CODE_APPLY_GRADIENTS,
  CODE_ACTIVATION_FORWARD,
  CODE_ACTIVATION_BACKWARD,
  CODE_ADD,
  CODE_COPY_PIXELS,
  CODE_BATCH_NORM_MOMENTS,
  CODE_BATCH_NORM_FORWARD,
  CODE_BATCH_NORM_INFERENCE,
  CODE_BATCH_NORM_SUMS,
  CODE_BATCH_NORM_INPUT_GRADIENT,
  CODE_BATCH_NORM_UPDATE,
  CODE_BIAS_GRADIENT,
  CODE_COLLECT,
  CODE_CONV_FORWARD,
  CODE_CONV_INPUT_GRADIENT,
  CODE_CONV_POOL_FORWARD,
  CODE_CONV_POOL_INPUT_GRADIENT,
  CODE_CONV_POOL_WEIGHT_GRADIENT,
  CODE_CONV_WEIGHT_GRADIENT,
  CODE_DENSE_FORWARD,
  CODE_DENSE_INPUT_GRADIENT,
  CODE_DENSE_WEIGHT_GRADIENT,
  CODE_DEPTHWISE_FORWARD,
  CODE_DEPTHWISE_INPUT_GRADIENT,
  CODE_DEPTHWISE_SAMPLE_SUMS,
  CODE_DEPTHWISE_WEIGHT_GRADIENT,
  CODE_DISTANCES,
  CODE_DROPOUT_BACKWARD,
  CODE_DROPOUT_FORWARD,
  CODE_LARGE_TILES,
  CODE_LARGE_TILES_WEIGHT_GRADIENT,
  CODE_LOAD_CHANGED_IMAGES,
  CODE_LOAD_IMAGES,
  CODE_LOSS,
  CODE_MAX_POOL_BACKWARD,
  CODE_MAX_POOL_FORWARD,
  CODE_SQUARE_GRADIENTS,
  CODE_TRANSPOSE_WEIGHTS,
  ActivationForward,
  ActivationBackward,
  Add,
  CopyPixels,
  BatchNormMoments,
  BatchNormForward,
  BatchNormInference,
  BatchNormSums,
  BatchNormInputGradient,
  BatchNormUpdate,
  CODE_WINOGRAD_FORWARD,
  CODE_WINOGRAD_INPUT_GRADIENT,
  CODE_WINOGRAD_WEIGHT_GRADIENT,
  CODE_WINOGRAD_WEIGHTS,
  BiasGradient,
  Collect,
  CONTROL_COMMAND,
  CONTROL_OPERATION_COUNT,
  CONTROL_OPERATIONS,
  CONTROL_STEP_BYTES,
  CONTROL_STEP_COUNT,
  CONTROL_STEPS,
  CONTROL_STOP,
  ConvForward,
  ConvInputGradient,
  ConvPoolForward,
  ConvPoolInputGradient,
  ConvPoolWeightGradient,
  ConvWeightGradient,
  DenseForward,
  DenseInputGradient,
  DenseWeightGradient,
  DepthwiseForward,
  DepthwiseInputGradient,
  DepthwiseSampleSums,
  DepthwiseWeightGradient,
  Distances,
  DropoutBackward,
  DropoutForward,
  LargeTiles,
  LargeTilesWeightGradient,
  LoadChangedImages,
  LoadImages,
  Loss,
  MaxPoolBackward,
  MaxPoolForward,
  RECORD_OPERATION_BYTES,
  SquareGradients,
  TransposeWeights,
  WinogradForward,
  WinogradInputGradient,
  WinogradWeightGradient,
  WinogradWeights,
} from '../generated/records';
import { avgPoolBackward, avgPoolForward } from './average-pool';
import { loadChangedImages } from './augment';
import { activationBackward, activationForward, add, copyPixels } from './activation';
import { barrier, sleep } from './barrier';
import { batchNormForward, batchNormInference, batchNormMoments } from './batch-norm';
import { batchNormInputGradient, batchNormSums, batchNormUpdate } from './batch-norm-gradient';
import { enterCommand, enterStep, threads } from './context';
import { convForward, convWeightGradient, transposeWeights } from './conv';
import { convInputGradient } from './conv-input';
import { convPoolForward, convPoolInputGradient, convPoolWeightGradient } from './conv-pool';
import { denseForward, denseInputGradient, denseWeightGradient } from './dense';
import { depthwiseForward, depthwiseSampleSums, depthwiseWeightGradient } from './depthwise';
import { depthwiseInputGradient } from './depthwise-input';
import { distances } from './distances';
import { dropoutBackward, dropoutForward } from './dropout';
import { applyGradients, squareGradients } from './gradients';
import { loadImages } from './input';
import { collect, loss } from './loss';
import { biasGradient, maxPoolBackward, maxPoolForward } from './pool';
import { winogradForward, winogradInputGradient, winogradWeights } from './winograd';
import { winogradWeightGradient } from './winograd-gradient';
import { largeTiles } from './winograd-large';
import { largeTilesWeightGradient } from './winograd-large-gradient';

/** Runs all steps of the command in memory as thread `index`; returns when all threads are done. */
export function runSteps(index: i32): void {
  enterCommand(index);
  const operations = <usize>load<u32>(CONTROL_OPERATIONS);
  const operationsEnd = operations + load<u32>(CONTROL_OPERATION_COUNT) * RECORD_OPERATION_BYTES;
  const stepBytes = load<u32>(CONTROL_STEP_BYTES);
  let record = <usize>load<u32>(CONTROL_STEPS);
  for (let left = load<i32>(CONTROL_STEP_COUNT); left > 0; left--) {
    enterStep(record);
    for (let op = operations; op < operationsEnd; op += RECORD_OPERATION_BYTES) {
      if (threads > 1 && load<i32>(op, 4) != 0) barrier();
      runOperation(op);
    }
    record += stepBytes;
  }
  if (threads > 1) barrier();
}

/** One operation of one step as one thread: for tests and profiles, which take turns at being threads. */
export function runOne(index: i32, stepRecord: usize, op: usize): void {
  enterCommand(index);
  enterStep(stepRecord);
  runOperation(op);
}

/** What a helper thread does all its life: waits for a command, runs it. */
export function serve(index: i32): void {
  for (let last = 0; ; last++) {
    while (atomic.load<i32>(CONTROL_COMMAND) == last) sleep(CONTROL_COMMAND, last);
    if (load<i32>(CONTROL_STOP) != 0) return;
    runSteps(index);
  }
}

function runOperation(op: usize): void {
  switch (load<i32>(op)) {
    case <i32>CODE_LOAD_IMAGES:
      return loadImages(changetype<LoadImages>(op));
    case <i32>CODE_LOAD_CHANGED_IMAGES:
      return loadChangedImages(changetype<LoadChangedImages>(op));
    case <i32>CODE_CONV_FORWARD:
      return convForward(changetype<ConvForward>(op));
    case <i32>CODE_CONV_POOL_FORWARD:
      return convPoolForward(changetype<ConvPoolForward>(op));
    case <i32>CODE_MAX_POOL_FORWARD:
      return maxPoolForward(changetype<MaxPoolForward>(op));
    case <i32>CODE_DISTANCES:
      return distances(changetype<Distances>(op));
    case <i32>CODE_DENSE_FORWARD:
      return denseForward(changetype<DenseForward>(op));
    case <i32>CODE_DROPOUT_FORWARD:
      return dropoutForward(changetype<DropoutForward>(op));
    case <i32>CODE_DROPOUT_BACKWARD:
      return dropoutBackward(changetype<DropoutBackward>(op));
    case <i32>CODE_LOSS:
      return loss(changetype<Loss>(op));
    case <i32>CODE_COLLECT:
      return collect(changetype<Collect>(op));
    case <i32>CODE_DENSE_INPUT_GRADIENT:
      return denseInputGradient(changetype<DenseInputGradient>(op));
    case <i32>CODE_MAX_POOL_BACKWARD:
      return maxPoolBackward(changetype<MaxPoolBackward>(op));
    case <i32>CODE_TRANSPOSE_WEIGHTS:
      return transposeWeights(changetype<TransposeWeights>(op));
    case <i32>CODE_CONV_INPUT_GRADIENT:
      return convInputGradient(changetype<ConvInputGradient>(op));
    case <i32>CODE_CONV_POOL_INPUT_GRADIENT:
      return convPoolInputGradient(changetype<ConvPoolInputGradient>(op));
    case <i32>CODE_CONV_WEIGHT_GRADIENT:
      return convWeightGradient(changetype<ConvWeightGradient>(op));
    case <i32>CODE_CONV_POOL_WEIGHT_GRADIENT:
      return convPoolWeightGradient(changetype<ConvPoolWeightGradient>(op));
    case <i32>CODE_DENSE_WEIGHT_GRADIENT:
      return denseWeightGradient(changetype<DenseWeightGradient>(op));
    case <i32>CODE_BIAS_GRADIENT:
      return biasGradient(changetype<BiasGradient>(op));
    case <i32>CODE_AVG_POOL_FORWARD:
      return avgPoolForward(changetype<AvgPoolForward>(op));
    case <i32>CODE_AVG_POOL_BACKWARD:
      return avgPoolBackward(changetype<AvgPoolBackward>(op));
    case <i32>CODE_DEPTHWISE_FORWARD:
      return depthwiseForward(changetype<DepthwiseForward>(op));
    case <i32>CODE_DEPTHWISE_INPUT_GRADIENT:
      return depthwiseInputGradient(changetype<DepthwiseInputGradient>(op));
    case <i32>CODE_DEPTHWISE_SAMPLE_SUMS:
      return depthwiseSampleSums(changetype<DepthwiseSampleSums>(op));
    case <i32>CODE_DEPTHWISE_WEIGHT_GRADIENT:
      return depthwiseWeightGradient(changetype<DepthwiseWeightGradient>(op));
    case <i32>CODE_SQUARE_GRADIENTS:
      return squareGradients(changetype<SquareGradients>(op));
    case <i32>CODE_APPLY_GRADIENTS:
      return applyGradients(changetype<ApplyGradients>(op));
    case <i32>CODE_ACTIVATION_FORWARD:
      return activationForward(changetype<ActivationForward>(op));
    case <i32>CODE_ACTIVATION_BACKWARD:
      return activationBackward(changetype<ActivationBackward>(op));
    case <i32>CODE_ADD:
      return add(changetype<Add>(op));
    case <i32>CODE_COPY_PIXELS:
      return copyPixels(changetype<CopyPixels>(op));
    case <i32>CODE_BATCH_NORM_MOMENTS:
      return batchNormMoments(changetype<BatchNormMoments>(op));
    case <i32>CODE_BATCH_NORM_FORWARD:
      return batchNormForward(changetype<BatchNormForward>(op));
    case <i32>CODE_BATCH_NORM_INFERENCE:
      return batchNormInference(changetype<BatchNormInference>(op));
    case <i32>CODE_BATCH_NORM_SUMS:
      return batchNormSums(changetype<BatchNormSums>(op));
    case <i32>CODE_BATCH_NORM_INPUT_GRADIENT:
      return batchNormInputGradient(changetype<BatchNormInputGradient>(op));
    case <i32>CODE_BATCH_NORM_UPDATE:
      return batchNormUpdate(changetype<BatchNormUpdate>(op));
    case <i32>CODE_WINOGRAD_WEIGHTS:
      return winogradWeights(changetype<WinogradWeights>(op));
    case <i32>CODE_WINOGRAD_FORWARD:
      return winogradForward(changetype<WinogradForward>(op));
    case <i32>CODE_WINOGRAD_INPUT_GRADIENT:
      return winogradInputGradient(changetype<WinogradInputGradient>(op));
    case <i32>CODE_WINOGRAD_WEIGHT_GRADIENT:
      return winogradWeightGradient(changetype<WinogradWeightGradient>(op));
    case <i32>CODE_LARGE_TILES:
      return largeTiles(changetype<LargeTiles>(op));
    case <i32>CODE_LARGE_TILES_WEIGHT_GRADIENT:
      return largeTilesWeightGradient(changetype<LargeTilesWeightGradient>(op));
    default:
      unreachable();
  }
}
