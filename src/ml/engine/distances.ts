/** Distances from images to a whole set of images, for nearest neighbours: kernels/distances.ts. */
import { IMAGE_PIXELS } from '../../domain/dataset';
import { Arena } from './arena';
import type { Crew } from './crew';
import { sharedMemory } from './memory';
import { writeOperation } from './operation-list';
import { CONTROL, CONTROL_BYTES, OPERATION_BYTES, STEP, STREAM_BYTES } from './operations';

/**
 * What a distance between two images is, summed over their pixels: `absolute` differences (L1), or
 * `squared` ones (L2 without the root, which would not change who is nearest).
 */
export type Metric = 'absolute' | 'squared';

/** Queries that are answered at once: with 60,000 references their distances take 15 MB. */
const MAX_QUERIES = 64;
/** The kernel compares four references at once. */
const TILE = 4;

/** Memory for distances to `count` references. Throws AtelierError `out-of-memory`. */
export function distanceMemory(count: number): WebAssembly.Memory {
  return sharedMemory(place(count).end);
}

function place(count: number) {
  const arena = new Arena(CONTROL_BYTES);
  const filled = Math.max(count, TILE);
  const step = arena.allocate(STEP.streams + STREAM_BYTES);
  const operation = arena.allocate(OPERATION_BYTES);
  const queries = arena.allocate(MAX_QUERIES * IMAGE_PIXELS);
  const references = arena.allocate(filled * IMAGE_PIXELS);
  const outputRow = 4 * filled;
  const output = arena.allocate(MAX_QUERIES * outputRow);
  return { step, operation, queries, references, outputRow, output, end: arena.end };
}

/** Holds reference images, and measures from others to all of them. */
export class DistanceTable {
  readonly #count: number;
  readonly #memory: WebAssembly.Memory;
  readonly #crew: Crew;
  readonly #places: ReturnType<typeof place>;

  /**
   * @param references N x 784 bytes; copied
   * @param memory by {@link distanceMemory} for N, and the one that the crew works on
   */
  constructor(references: Uint8Array, memory: WebAssembly.Memory, crew: Crew) {
    this.#count = references.length / IMAGE_PIXELS;
    this.#memory = memory;
    this.#crew = crew;
    this.#places = place(this.#count);
    const { step, operation } = this.#places;
    new Uint8Array(memory.buffer).set(references, this.#places.references);
    const control = new DataView(memory.buffer);
    control.setUint32(CONTROL.threads, crew.threads, true);
    control.setUint32(CONTROL.steps, step, true);
    control.setUint32(CONTROL.stepCount, 1, true);
    control.setUint32(CONTROL.operations, operation, true);
    control.setUint32(CONTROL.operationCount, 1, true);
  }

  /**
   * Distances from M images (M x 784 bytes) to all references: M x N whole numbers, exact, row by
   * row. Ask for few at a time where references are many: with 60,000 a row takes 240 KB.
   */
  measure(queries: Uint8Array, metric: Metric): Uint32Array<ArrayBuffer> {
    const total = queries.length / IMAGE_PIXELS;
    const distances = new Uint32Array(total * this.#count);
    this.#writeOperation(metric);
    for (let first = 0; first < total; first += MAX_QUERIES) {
      const part = queries.subarray(first * IMAGE_PIXELS, (first + MAX_QUERIES) * IMAGE_PIXELS);
      this.#measurePart(part, distances.subarray(first * this.#count));
    }
    return distances;
  }

  /** Ends the helper threads. */
  dispose(): void {
    this.#crew.dispose();
  }

  #writeOperation(metric: Metric): void {
    const { queries, references, output, outputRow, operation } = this.#places;
    const isSquared = metric === 'squared' ? 1 : 0;
    writeOperation(new DataView(this.#memory.buffer), operation, {
      ...{ name: 'distances', layer: 'distances', hasBarrier: false },
      fields: {
        ...{ queries, references, count: this.#count, length: IMAGE_PIXELS, isSquared },
        ...{ output, outputRow },
      },
      accesses: { reads: [], writes: [] },
    });
  }

  #measurePart(queries: Uint8Array, into: Uint32Array): void {
    const { step, output, outputRow } = this.#places;
    const { buffer } = this.#memory;
    const count = queries.length / IMAGE_PIXELS;
    new Uint8Array(buffer).set(queries, this.#places.queries);
    new DataView(buffer).setUint32(step + STEP.count, count, true);
    this.#crew.run();
    for (let query = 0; query < count; query++) {
      const row = new Uint32Array(buffer, output + query * outputRow, this.#count);
      into.set(row, query * this.#count);
    }
  }
}
