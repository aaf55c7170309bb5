/** What tests of the trainer on tfjs share: trainers on the CPU that give back every tensor, and their steps. */
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { ModelSpec } from '../../domain/models/layers';
import type { TrainerState } from '../../domain/tensors';
import { initialWeights } from '../models/initial-weights';
import { bandImages, firstImages, sameBits } from '../testing';
import { TfjsTrainer } from './tfjs-trainer';
import type { StepPlan, TrainingJob } from './trainer';

/** The images to train on. */
export const IMAGES = bandImages(60, 1);

let tensorsBefore = 0;
let trainers: TfjsTrainer[] = [];

/** Begins a test: what is held from now on is held by its trainers. */
export function noteTensors(): void {
  tensorsBefore = tf.memory().numTensors;
}

/** Tensors that the trainers of this test hold. */
export function heldTensors(): number {
  return tf.memory().numTensors - tensorsBefore;
}

/** Ends a test: whatever it did, disposing of its trainers frees everything. */
export function disposeTrainers(): void {
  for (const trainer of trainers) trainer.dispose();
  trainers = [];
  expect(heldTensors()).toBe(0);
}

/** A trainer with the weights that its seed gives. */
export function fresh(job: Partial<TrainingJob> & { model: ModelSpec }): TfjsTrainer {
  const whole: TrainingJob = { loss: 'crossEntropy', optimizer: 'adam', seed: 7, ...job };
  const trainer = new TfjsTrainer(whole, 'cpu');
  trainers.push(trainer);
  const weights = initialWeights(whole.model, whole.seed);
  trainer.writeState({ weights, optimizer: [], step: 0 });
  return trainer;
}

/** Steps `from` to `to` over batches of 12 that go round through the images. */
export function plans(from: number, to: number, learningRate = 0.01): StepPlan[] {
  return Array.from({ length: to - from + 1 }, (_, offset) => {
    const step = from + offset;
    const batch = firstImages(12).map((index) => (index + 12 * step) % IMAGES.count);
    return { step, batch, learningRate };
  });
}

/** Whether two states are the same to the last bit. */
export function sameState(left: TrainerState, right: TrainerState): boolean {
  return (
    left.step === right.step &&
    sameBits(left.weights, right.weights) &&
    sameBits(left.optimizer, right.optimizer)
  );
}
