/** Keeps corrected photos as a data set to train on; only when a person asks for it. */
import { create } from 'zustand';
import { callInference } from '../client/worker-client';
import { type BuiltInDatasetId, FASHION_CLASSES, IMAGE_PIXELS } from '../domain/dataset';
import { AtelierError, type Failure, toFailure } from '../domain/failure';
import { positionByMeaning } from '../domain/photo/categories';
import type { ExampleCopies } from '../domain/photo/own-examples';
import { joinedBytes } from '../domain/photo/pixels';
import type { ExamplesRequest, ImportedDataset } from '../protocol/inference';
import { type PhotoItem, pictureOf, useAssistant } from './assistant-state';
import { fashionImages } from './dataset';
import { callNetwork } from './networks';
import { dismissOutcome, takeDataset, useOwnData } from './own-data';

/** State of keeping photos. */
export interface OwnExamplesState {
  /**
   * Photos cut out so far, and all; null while nothing is being kept. Once the data set is made and is being stored
   * there is no way back.
   */
  progress: { done: number; total: number; isStoring: boolean } | null;
  /** Name of the data set that was made last. */
  kept: string | null;
  /** Names of the photos that are not in it, because their files could not be read. */
  missing: readonly string[];
  /** Why they were not kept, or not for longer than the page is open. */
  failure: Failure | null;
}

const NOTHING_SAID = { kept: null, missing: [], failure: null };

/** For components. */
export const useOwnExamples = create<OwnExamplesState>(() => ({
  progress: null,
  ...NOTHING_SAID,
}));

/** A corrected photo and the label that Fashion-MNIST has for what it shows. */
export interface Example {
  photo: PhotoItem;
  label: number;
}

/** What can be kept of the photos. */
export interface Examples {
  list: Example[];
  /** Corrected photos of what Fashion-MNIST has no class for, or several. */
  without: number;
}

let session = 0;
/** Names what the worker is adding examples for; null while it is not. */
let importId: string | null = null;

/** The photos that a person said something about, whichever network was asked then. */
export function examplesOf(photos: readonly PhotoItem[]): Examples {
  const corrected = photos.filter(({ correctedName }) => correctedName !== null);
  const list = corrected.flatMap((photo) => {
    const label = positionByMeaning(photo.correctedName ?? '', FASHION_CLASSES);
    return label === null ? [] : [{ photo, label }];
  });
  return { list, without: corrected.length - list.length };
}

/**
 * Makes a data set of Fashion-MNIST and the corrected photos, stores it and chooses it. Never rejects: the
 * store tells how it ended.
 * @param called what the data sets that come with the app are called
 * @param nameOf what theirs with the photos is called
 */
export async function keepExamples(
  copies: ExampleCopies,
  called: Record<BuiltInDatasetId, { name: string }>,
  nameOf: (base: string, examples: number) => string,
): Promise<void> {
  const { list } = examplesOf(useAssistant.getState().photos);
  if (list.length === 0 || useOwnExamples.getState().progress) return;
  const mine = ++session;
  const isWanted = () => mine === session;
  useOwnExamples.setState({ progress: progressOf(0, list.length), ...NOTHING_SAID });
  try {
    const cut = await cutOut(list, isWanted);
    if (!cut) return;
    const { missing, ...examples } = cut;
    // The starter sample stands in for Fashion-MNIST where that was never packed.
    const base = await fashionImages();
    if (!isWanted()) return;
    const baseName = called[base.id as BuiltInDatasetId].name;
    const name = nameOf(baseName, examples.labels.length);
    const made = await combine({ base, baseName, examples, copies, name });
    if (!made || !isWanted()) return;
    useOwnExamples.setState({
      progress: { ...progressOf(list.length, list.length), isStoring: true },
    });
    await takeDataset({ info: { ...made.info, name }, content: made.content });
    // It may be kept for as long as the page is open only; and Browse need not tell of it again.
    const { failure } = useOwnData.getState();
    dismissOutcome();
    useOwnExamples.setState({ progress: null, kept: name, missing, failure });
  } catch (thrown) {
    if (isWanted()) useOwnExamples.setState({ progress: null, failure: toFailure(thrown) });
  }
}

/** Ends it, also in the worker; nothing is kept. Without effect once the data set is being stored. */
export async function cancelExamples(): Promise<void> {
  if (useOwnExamples.getState().progress?.isStoring) return;
  session++;
  useOwnExamples.setState({ progress: null });
  const cancelled = importId;
  if (cancelled === null) return;
  // A lost worker has forgotten it already.
  await callInference((worker) => worker.cancelImport(cancelled)).catch(() => {});
}

/** Takes away what was said last. */
export function dismissExamples(): void {
  useOwnExamples.setState(NOTHING_SAID);
}

function progressOf(done: number, total: number) {
  return { done, total, isStoring: false };
}

/** Photos cut out. */
interface CutOut {
  /** 784 bytes of each, one after the other. */
  pixels: Uint8Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
  /** Names of those that could not be read. */
  missing: string[];
}

/**
 * Cuts the photos out; null once they are not wanted any more. One whose file is gone does not keep the
 * others from being kept.
 * @throws AtelierError when none can be read, or through no fault of a photo
 */
async function cutOut(list: readonly Example[], isWanted: () => boolean): Promise<CutOut | null> {
  const images: Uint8Array[] = [];
  const labels: number[] = [];
  const missing: string[] = [];
  for (const [at, { photo, label }] of list.entries()) {
    try {
      images.push(await greyPixels(photo));
      labels.push(label);
    } catch (thrown) {
      missing.push(photo.file.name);
      const isOfPhoto = toFailure(thrown).code === 'photo-refused';
      if (!isOfPhoto || missing.length === list.length) throw thrown;
    }
    if (!isWanted()) return null;
    useOwnExamples.setState({ progress: progressOf(at + 1, list.length) });
  }
  return { pixels: joinedBytes(images), labels: Uint8Array.from(labels), missing };
}

async function greyPixels(photo: PhotoItem) {
  const { id, file, packing, adjustments } = photo;
  // Grey images are the same for all networks.
  const pixels = pictureOf(photo)?.pixels;
  if (pixels?.length === IMAGE_PIXELS) return pixels;
  return callNetwork((worker) => worker.garmentPixels(id, { file, packing }, adjustments));
}

/** Null once it was cancelled. */
async function combine(
  request: Omit<ExamplesRequest, 'importId'>,
): Promise<ImportedDataset | null> {
  const mine = `examples-${session}`;
  importId = mine;
  try {
    const result = await callInference((worker) =>
      worker.addExamples({ ...request, importId: mine }),
    );
    if (!result.ok) throw new AtelierError(result.failure);
    return result.value;
  } finally {
    // Another may be under way by now.
    if (importId === mine) importId = null;
  }
}
