/** What a thread knows: who it is, which step is under way, and where its scratch memory lies. */
import {
  CONTROL_GRADIENT_OFFSET,
  CONTROL_L1,
  CONTROL_L2,
  CONTROL_MOMENTUM,
  CONTROL_OPTIMIZER,
  CONTROL_SCRATCH,
  CONTROL_SCRATCH_BYTES,
  CONTROL_SLOT_OFFSET,
  CONTROL_THREADS,
  STEP_COUNT,
  STEP_EPSILON,
  STEP_RATE,
  STEP_SHRINK,
} from '../generated/records';

/** Index of this thread, from 0. */
export let thread: i32 = 0;
/** Threads in all. */
export let threads: i32 = 1;
/** Memory of this thread alone, for the time of one operation. */
export let scratch: usize = 0;
/** Record of the step under way. */
export let step: usize = 0;
/** Images in its batch. */
export let samples: i32 = 0;
/** Its learning rate. */
export let rate: f32 = 0;
/** See update.ts. */
export let optimizer: i32 = 0;
/** From a weight to its first slot, in bytes. */
export let slotOffset: usize = 0;
/** From a weight to its stored gradient, in bytes; 0 where none is stored. */
export let gradientOffset: usize = 0;
/** Share of the velocity that is kept. */
export let momentum: f32 = 0;
/** Penalties on kernels. */
export let l1: f32 = 0;
export let l2: f32 = 0;
/** What kernels are multiplied by before this step's update. */
export let shrink: f32 = 1;
/** Adam's, for this step. */
export let epsilon: f32 = 0;

/** Reads what holds for the whole command. */
export function enterCommand(index: i32): void {
  thread = index;
  threads = load<i32>(CONTROL_THREADS);
  optimizer = load<i32>(CONTROL_OPTIMIZER);
  slotOffset = load<u32>(CONTROL_SLOT_OFFSET);
  gradientOffset = load<u32>(CONTROL_GRADIENT_OFFSET);
  momentum = load<f32>(CONTROL_MOMENTUM);
  l1 = load<f32>(CONTROL_L1);
  l2 = load<f32>(CONTROL_L2);
  scratch = load<u32>(CONTROL_SCRATCH) + <usize>index * load<u32>(CONTROL_SCRATCH_BYTES);
}

/** Reads what holds for a step. */
export function enterStep(record: usize): void {
  step = record;
  samples = load<i32>(record + STEP_COUNT);
  rate = load<f32>(record + STEP_RATE);
  shrink = load<f32>(record + STEP_SHRINK);
  epsilon = load<f32>(record + STEP_EPSILON);
}

/** First of `count` equal pieces of work that is this thread's; the next thread's first ends them. */
// @ts-ignore: decorator
@inline
export function firstOf(count: i32): i32 {
  return (count * thread) / threads;
}

/** One past this thread's last piece. */
// @ts-ignore: decorator
@inline
export function endOf(count: i32): i32 {
  return (count * (thread + 1)) / threads;
}
