/** Our own training engine: a plan, its memory and the threads that work on it. */
import type { ImageSet } from '../../domain/dataset';
import { imageBytes } from '../../domain/models/shapes';
import type { TrainingOptions } from '../../domain/settings';
import type { NamedArray } from '../../domain/tensors';
import type { Crew } from './crew';
import { dropoutStream } from './dropout-stream';
import { bytesFor, type EngineJob, firstCapacity, withDefaults } from './job';
import { growMemory } from './memory';
import { CONTROL, STEP, STREAM_BYTES } from './operations';
import {
  checkParameter,
  clearParameter,
  type Parameter,
  readParameter,
  writeParameter,
} from './parameters';
import { makePlan, type Plan, type PlannedPass, writePlan } from './plan';
import { readSample } from './tensor';
import { slotsOf, writeStepRates } from './update-pass';

/** One step: a batch of images by their positions, and for training step number (from 1) and rate. */
export interface EngineStep {
  step: number;
  batch: Uint32Array;
  learningRate: number;
}

/** What a step came to: sums over its batch, measured before the update. */
export interface EngineResult {
  lossSum: number;
  correct: number;
}

/** Holds a network and trains it. {@link Engine.dispose} ends its threads. */
export class Engine {
  readonly #job: EngineJob & TrainingOptions;
  readonly #memory: WebAssembly.Memory;
  readonly #crew: Crew;
  #plan: Plan;

  /** @param memory by {@link engineMemory}, and the one that the crew works on */
  constructor(job: EngineJob, memory: WebAssembly.Memory, crew: Crew) {
    this.#job = withDefaults(job);
    this.#memory = memory;
    this.#crew = crew;
    this.#plan = this.#makePlan(firstCapacity(job, crew.threads));
  }

  /** The present plan; for profiles and tests. */
  get plan(): Plan {
    return this.#plan;
  }

  /** Trains in order. */
  train(images: ImageSet, steps: readonly EngineStep[]): EngineResult[] {
    const largest = Math.max(0, ...steps.map(({ batch }) => batch.length));
    if (largest > this.#plan.request.capacity) this.#plan = this.#makePlan(largest);
    return this.#chunks(steps).flatMap((chunk) => {
      this.#command(this.#plan.training, images, chunk);
      return chunk.map((_, index) => this.#result(index));
    });
  }

  /** Loss and predicted class of each image. */
  classify(
    images: ImageSet,
    indices: Uint32Array,
  ): { losses: Float64Array; predictions: Uint8Array } {
    const losses = new Float64Array(indices.length);
    const predictions = new Uint8Array(indices.length);
    const { capacity } = this.#plan.request;
    const count = Math.ceil(indices.length / capacity);
    const steps = Array.from({ length: count }, (_, index) => {
      const batch = indices.subarray(index * capacity, (index + 1) * capacity);
      return { step: 1, batch, learningRate: 0 };
    });
    let done = 0;
    for (const chunk of this.#chunks(steps)) {
      this.#command(this.#plan.evaluation, images, chunk);
      const total = chunk.reduce((sum, { batch }) => sum + batch.length, 0);
      const { buffer } = this.#memory;
      losses.set(new Float64Array(buffer, this.#plan.losses, total), done);
      predictions.set(new Uint8Array(buffer, this.#plan.predictions, total), done);
      done += total;
    }
    return { losses, predictions };
  }

  /**
   * Scores of each image before any softmax, N x classes.
   * @param images one behind the other, as many bytes each as the network takes
   */
  logits(images: Uint8Array): Float32Array<ArrayBuffer> {
    const { classes, request, logits } = this.#plan;
    const count = images.length / imageBytes(this.#job.model);
    const set = { count, images, labels: new Uint8Array(count) };
    const all = Uint32Array.from(set.labels.keys());
    const result = new Float32Array(count * classes);
    for (let from = 0; from < count; from += request.capacity) {
      const batch = all.subarray(from, from + request.capacity);
      this.#command(this.#plan.evaluation, set, [{ step: 1, batch, learningRate: 0 }]);
      const memory = new Float32Array(this.#memory.buffer);
      batch.forEach((image, place) => {
        result.set(readSample(memory, logits, place), image * classes);
      });
    }
    return result;
  }

  /** Copies of all weights in tfjs layout. */
  readWeights(): NamedArray[] {
    return this.#plan.parameters.map((parameter) => this.#read(parameter, '', 0));
  }

  /** As {@link Engine.readWeights}, into what that gave before. */
  readWeightsInto(weights: readonly NamedArray[]): void {
    const memory = new Float32Array(this.#memory.buffer);
    this.#plan.parameters.forEach((parameter, index) => {
      readParameter(memory, parameter, 0, weights[index]?.data);
    });
  }

  /** Copies of all optimiser slots, weight after weight. */
  readSlots(): NamedArray[] {
    const { slotOffset } = this.#plan;
    return this.#trained.flatMap((parameter) =>
      slotsOf(this.#job.optimizer).map((slot, index) =>
        this.#read(parameter, `/${slot}`, (index + 1) * slotOffset),
      ),
    );
  }

  /**
   * Copies of the gradients of the last step in tfjs layout, named as the weights: of all that is
   * made small (the mean loss of the batch with label smoothing, and the penalties on kernels), not
   * clipped. Zeros before the first step. Throws RangeError when the job does not keep them.
   */
  readGradients(): NamedArray[] {
    if (!this.#job.keepsGradients) throw new RangeError('gradients are not kept');
    const { gradientOffset } = this.#plan.update;
    return this.#trained.map((parameter) => this.#read(parameter, '', gradientOffset));
  }

  /**
   * What every layer makes of one image, in tfjs layout under the layer's name, in the order of
   * computation: without dropout, and of the last layer the logits. Throws RangeError when the job
   * does not keep them.
   * @param image its position in the set
   */
  readActivations(images: ImageSet, image: number): NamedArray[] {
    if (!this.#job.keepsActivations) throw new RangeError('activations are not kept');
    this.classify(images, Uint32Array.of(image));
    const memory = new Float32Array(this.#memory.buffer);
    return this.#plan.outputs.map(({ layer, tensor }) => ({
      name: layer.name,
      shape: [...layer.outputShape],
      data: readSample(memory, tensor),
    }));
  }

  /** Sets all weights. Throws RangeError when one is missing or of another shape. */
  writeWeights(arrays: readonly NamedArray[]): void {
    const memory = new Float32Array(this.#memory.buffer);
    const pairs = this.#plan.parameters.map((parameter) => {
      const array = arrays.find(({ name }) => name === parameter.name);
      if (!array) throw new RangeError(`no weight ${parameter.name}`);
      checkParameter(parameter, array);
      return { parameter, array };
    });
    // Only now: a state that does not fit leaves everything as it was.
    for (const { parameter, array } of pairs) writeParameter(memory, parameter, 0, array);
  }

  /** Sets all slots; those that are not in the list become 0. Throws RangeError for unknown ones. */
  writeSlots(arrays: readonly NamedArray[]): void {
    const memory = new Float32Array(this.#memory.buffer);
    const places = new Map<string, { parameter: Parameter; offset: number }>(
      this.#trained.flatMap((parameter) =>
        slotsOf(this.#job.optimizer).map((slot, index) => {
          const offset = (index + 1) * this.#plan.slotOffset;
          return [`${parameter.name}/${slot}`, { parameter, offset }] as const;
        }),
      ),
    );
    const slots = arrays.map((array) => {
      const place = places.get(array.name);
      if (!place) throw new RangeError(`no optimiser slot ${array.name}`);
      checkParameter(place.parameter, array);
      return { ...place, array };
    });
    for (const { parameter, offset } of places.values()) clearParameter(memory, parameter, offset);
    for (const { parameter, offset, array } of slots) {
      writeParameter(memory, parameter, offset, array);
    }
  }

  /** Ends the helper threads. */
  dispose(): void {
    this.#crew.dispose();
  }

  get #trained(): Parameter[] {
    return this.#plan.parameters.filter(({ isTrained }) => isTrained);
  }

  #read(parameter: Parameter, suffix: string, offset: number): NamedArray {
    const memory = new Float32Array(this.#memory.buffer);
    return {
      name: parameter.name + suffix,
      shape: [...parameter.shape],
      data: readParameter(memory, parameter, offset),
    };
  }

  /** Weights and slots stay: they lie before everything that depends on the capacity. */
  #makePlan(capacity: number): Plan {
    const { threads } = this.#crew;
    const bytes = bytesFor(this.#job, threads, capacity);
    growMemory(this.#memory, bytes);
    const plan = makePlan({ ...this.#job, threads, capacity });
    writePlan(plan, this.#memory.buffer);
    return plan;
  }

  /** Steps in groups that the staging area can hold. */
  #chunks<Step extends { batch: Uint32Array }>(steps: readonly Step[]): Step[][] {
    const chunks: Step[][] = [];
    let images = 0;
    for (const step of steps) {
      const chunk = chunks.at(-1);
      const fits = images + step.batch.length <= this.#plan.maxImages;
      if (chunk && fits && chunk.length < this.#plan.maxSteps) {
        chunk.push(step);
        images += step.batch.length;
      } else {
        chunks.push([step]);
        images = step.batch.length;
      }
    }
    return chunks;
  }

  /** Stages images, writes the steps' records and runs them. */
  #command(pass: PlannedPass, images: ImageSet, steps: readonly EngineStep[]): void {
    const plan = this.#plan;
    const { buffer } = this.#memory;
    const memory = new DataView(buffer);
    const bytes = new Uint8Array(buffer);
    const length = imageBytes(this.#job.model);
    const last = plan.classes - 1;
    let staged = 0;
    steps.forEach((step, index) => {
      const record = plan.steps + index * plan.stepBytes;
      this.#writeRecord(memory, record, step, staged);
      for (const image of step.batch) {
        const pixels = images.images.subarray(image * length, (image + 1) * length);
        bytes.set(pixels, plan.images + staged * length);
        bytes[plan.labels + staged] = Math.min(images.labels[image] as number, last);
        staged++;
      }
    });
    memory.setUint32(CONTROL.operations, pass.address, true);
    memory.setUint32(CONTROL.operationCount, pass.list.operations.length, true);
    memory.setUint32(CONTROL.stepCount, steps.length, true);
    this.#crew.run();
  }

  #writeRecord(memory: DataView, record: number, step: EngineStep, staged: number): void {
    const { images, labels, losses, predictions, dropouts } = this.#plan;
    memory.setUint32(record + STEP.count, step.batch.length, true);
    memory.setUint32(record + STEP.images, images + staged * imageBytes(this.#job.model), true);
    memory.setUint32(record + STEP.labels, labels + staged, true);
    memory.setUint32(record + STEP.losses, losses + 8 * staged, true);
    memory.setUint32(record + STEP.predictions, predictions + staged, true);
    writeStepRates(memory, record, this.#job, step);
    dropouts.forEach((layer, stream) => {
      dropoutStream(this.#job.seed, layer, step.step).forEach((value, index) => {
        const place = record + STEP.streams + stream * STREAM_BYTES + 8 * index;
        memory.setFloat64(place, value, true);
      });
    });
  }

  #result(index: number): EngineResult {
    const memory = new DataView(this.#memory.buffer);
    const record = this.#plan.steps + index * this.#plan.stepBytes;
    return {
      lossSum: memory.getFloat64(record + STEP.lossSum, true),
      correct: memory.getUint32(record + STEP.correct, true),
    };
  }
}
