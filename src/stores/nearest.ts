/** The training images nearest to what a network sees; compared only while somebody looks. */
import { create } from 'zustand';
import { callReferences, endReferences, onReferencesLost } from '../client/worker-client';
import type { Dataset } from '../domain/dataset';
import { AtelierError, type Failure, type Result, toFailure } from '../domain/failure';
import type { Neighbour } from '../protocol/references';
import { useDataset } from './dataset';

/** How many are shown. */
export const NEAREST_COUNT = 5;

/** Known images near another one. */
export interface FoundNearest {
  /** The image: the same array as was asked about. */
  pixels: Uint8Array;
  /** Whose training images were compared. */
  dataset: Dataset;
  neighbours: Neighbour[];
}

/** State of comparing. */
export interface NearestState {
  /** The last answer; it may be about the image before. */
  found: FoundNearest | null;
  /** Why there is no answer. */
  failure: Failure | null;
}

/** The nearest images, for components. */
export const useNearest = create<NearestState>(() => ({ found: null, failure: null }));

/** Grows with each opening and closing: what was asked before is not wanted any more. */
let session = 0;
let isOpen = false;
let wanted: Uint8Array | null = null;
let asked: { pixels: Uint8Array; dataset: Dataset } | null = null;
/** What the worker holds. */
let loaded: Dataset | null = null;
let isAsking = false;

onReferencesLost(() => {
  loaded = null;
});

/**
 * Begins to compare; the images are handed to the worker with the first question. Ends, and frees their
 * memory, when the function that is given back is called.
 */
export function openNearest(): () => void {
  session++;
  isOpen = true;
  proceed();
  const stopListening = useDataset.subscribe(({ dataset }, before) => {
    if (dataset !== before.dataset) proceed();
  });
  return () => {
    session++;
    isOpen = false;
    stopListening();
    endReferences();
    [loaded, asked, isAsking] = [null, null, false];
    useNearest.setState({ found: null, failure: null });
  };
}

/** Asks about another image, whose bytes must not change. */
export function lookForNearest(pixels: Uint8Array): void {
  wanted = pixels;
  proceed();
}

/** Compares again after a failure, which would stay until another photo is chosen. */
export function retryNearest(): void {
  asked = null;
  useNearest.setState({ failure: null });
  proceed();
}

/** Whether an image has the size of a data set's images, so that they can be compared. */
export function isComparable(pixels: Uint8Array, { train }: Dataset): boolean {
  return pixels.length * train.count === train.images.length;
}

function proceed(): void {
  const { dataset } = useDataset.getState();
  if (!isOpen || isAsking || !wanted || !dataset || !isComparable(wanted, dataset)) return;
  if (asked?.pixels !== wanted || asked.dataset !== dataset) void ask(wanted, dataset);
}

async function ask(pixels: Uint8Array, dataset: Dataset): Promise<void> {
  const mine = session;
  isAsking = true;
  asked = { pixels, dataset };
  let outcome: NearestState;
  try {
    outcome = {
      found: { pixels, dataset, neighbours: await nearest(pixels, dataset) },
      failure: null,
    };
  } catch (thrown) {
    outcome = { found: null, failure: toFailure(thrown) };
  }
  if (mine !== session) return;
  isAsking = false;
  // The newest question wins, but an answer that it has overtaken is shown until then.
  useNearest.setState(outcome);
  proceed();
}

async function nearest(pixels: Uint8Array, dataset: Dataset): Promise<Neighbour[]> {
  const { images, count } = dataset.train;
  if (loaded !== dataset) {
    const mine = session;
    unwrapped(await callReferences((worker) => worker.loadReferences(images, count)));
    // Closed meanwhile: another worker would have to be started.
    if (mine !== session) return [];
    loaded = dataset;
  }
  return unwrapped(
    await callReferences((worker) => worker.nearestReferences(pixels, NEAREST_COUNT)),
  );
}

function unwrapped<T>(result: Result<T>): T {
  if (!result.ok) throw new AtelierError(result.failure);
  return result.value;
}
