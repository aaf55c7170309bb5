/**
 * The trend report of the Assistant's photos, kept up to date while it is watched: computed in the worker
 * that applies networks, one at a time, and always from what is there when the turn comes.
 */
import { create } from 'zustand';
import { callInference } from '../client/worker-client';
import { FASHION_CLASSES } from '../domain/dataset';
import { AtelierError, type Failure, toFailure } from '../domain/failure';
import { noneOfTheseIn, type PhotoCategory } from '../domain/photo/categories';
import { type Categories, type CategoryRules, categoriesOf } from '../domain/trends/categories';
import { type PeriodUnit, type UnitChoice, unitFor } from '../domain/trends/periods';
import type { PhotoConfusion } from '../domain/trends/photo-confusion';
import type { TrendReport } from '../domain/trends/report';
import type { PhotoObservation } from '../domain/trends/tally';
import { classNames, namesInAllLanguages } from '../i18n/dataset-names';
import { type Language, messagesFor } from '../i18n/messages';
import { isToAnswerAnew, type PhotoItem, useAssistant } from './assistant-state';
import { useCategoryRules } from './category-rules';
import { chosenNetwork, type NetworkOption, useNetworks } from './networks';
import { photoConfusionOf } from './photo-confusion';
import { usePreferences } from './preferences';
import { observationsOf } from './report-photos';
import { presentWithout, withoutClass } from './scope-check';
import { presentThreshold } from './threshold';

/** A report with what it was made of. */
export interface ReportAnswer {
  report: TrendReport;
  categories: Categories;
  unit: PeriodUnit;
  photos: PhotoObservation[];
  /** The network whose answers were counted; null while none is known. */
  network: NetworkOption | null;
  /** What was measured about it on photos; null when nothing was, or could not be loaded. */
  confusion: PhotoConfusion | null;
  /** Why it could not be loaded; null otherwise. */
  confusionFailure: Failure | null;
  /** From which confidence on its answers were counted. */
  threshold: number;
}

/** State of the report. */
export interface ReportState {
  isOpen: boolean;
  unit: UnitChoice;
  /** The last that was computed; null before, and without an answered photo. */
  answer: ReportAnswer | null;
  /** Whether what is shown is not of the present photos and settings yet. */
  isWorking: boolean;
  failure: Failure | null;
}

/** Decides the chance in the intervals: the same photos give the same report. */
const SEED = 42;
/** Between two reports the worker has this long for photos, in milliseconds. */
const REST_MS = 300;

/** The report, for components. */
export const useReport = create<ReportState>(() => ({
  isOpen: false,
  unit: 'auto',
  answer: null,
  isWorking: false,
  failure: null,
}));

/** Shows the report, or puts it away. */
export function toggleReport(): void {
  useReport.setState(({ isOpen }) => ({ isOpen: !isOpen }));
}

/** Chooses the length of periods. */
export function chooseUnit(unit: UnitChoice): void {
  useReport.setState({ unit });
}

/** What a report follows from; it is out of date when any of these is another. */
interface Input {
  items: readonly PhotoItem[];
  network: NetworkOption | null;
  rules: CategoryRules;
  unit: UnitChoice;
  /** Answers with less confidence count as not sure. */
  threshold: number;
  /** What the photo network is asked about, as in the verdict; null where it is not. */
  without: readonly PhotoCategory[] | null;
  language: Language;
}

let watchers = 0;
let isAsking = false;
/** What the last report was asked of; null when it has to be asked again. */
let asked: Input | null = null;

/** Keeps the report up to date until the function that is given back is called. */
export function watchReport(): () => void {
  watchers++;
  const stops = [useAssistant, useNetworks, useCategoryRules, usePreferences, useReport].map(
    (store) => store.subscribe(proceed),
  );
  proceed();
  return () => {
    watchers--;
    for (const stop of stops) stop();
  };
}

/** Asks again after a failure, of the report or of what it would be corrected by. */
export function retryReport(): void {
  asked = null;
  useReport.setState({ failure: null });
}

/** Asks when there is something new to count; photos that are being answered come first, in a pause they do not. */
function proceed(): void {
  if (isAsking || watchers === 0) return;
  const input = inputNow();
  if (isSame(input, asked)) return;
  const { batch, photos } = useAssistant.getState();
  const isAnswering = batch !== null && batch.pausedAt === null;
  if (!isAnswering && !photos.some(isToAnswerAnew)) void ask(input);
  else if (!useReport.getState().isWorking) useReport.setState({ isWorking: true });
}

async function ask(input: Input): Promise<void> {
  isAsking = true;
  asked = input;
  useReport.setState({ isWorking: true, failure: null });
  try {
    const answer = await compute(input);
    // The newest input wins: what has been overtaken is not shown.
    if (isSame(inputNow(), input)) useReport.setState({ answer, isWorking: false });
    // It is asked again should its input come back.
    else asked = null;
  } catch (thrown) {
    useReport.setState({ failure: toFailure(thrown), isWorking: false });
  } finally {
    setTimeout(() => {
      isAsking = false;
      proceed();
    }, REST_MS);
  }
}

async function compute(input: Input): Promise<ReportAnswer | null> {
  const { network, rules, threshold } = input;
  const dataset = network?.record.dataset ?? { classes: [...FASHION_CLASSES] };
  const { classes } = dataset;
  const shown = classNames(dataset, messagesFor(input.language).common);
  const categories = categoriesOf(classes, rules, shown, classes.map(namesInAllLanguages));
  const photos = observationsOf(
    input.items,
    { without: input.without, noneOfThese: noneOfTheseIn(classes) },
    { classes, ofClass: categories.ofClass },
  );
  if (photos.length === 0) return null;
  const unit = unitFor(
    input.unit,
    photos.flatMap(({ day }) => day ?? []),
  );
  const measured = await measuredOf(network);
  const counting = { ofClass: categories.ofClass, count: categories.list.length };
  const result = await callInference((worker) =>
    worker.computeReport({
      photos,
      rules: { categories: counting, threshold },
      unit,
      confusion: measured.confusion,
      isCheckedAlike: isCheckedAlike(input),
      seed: SEED,
    }),
  );
  if (!result.ok) throw new AtelierError(result.failure);
  return { report: result.value, categories, unit, photos, network, threshold, ...measured };
}

/** What was measured about a network; without what cannot be loaded all but the correction goes on. */
async function measuredOf(
  network: NetworkOption | null,
): Promise<Pick<ReportAnswer, 'confusion' | 'confusionFailure'>> {
  try {
    return { confusion: network && (await photoConfusionOf(network)), confusionFailure: null };
  } catch (thrown) {
    return { confusion: null, confusionFailure: toFailure(thrown) };
  }
}

/**
 * Whether the photo network was asked about each photo that counts by its answer: it was about the photos that
 * networks of Fashion-MNIST's classes were measured on, and about no others'.
 */
function isCheckedAlike({ items, network, without }: Input): boolean {
  if (withoutClass(network) === null) return true;
  const unchecked = items.some(
    ({ result, correctedName }) => correctedName === null && result?.scope === null,
  );
  return without !== null && !unchecked;
}

function inputNow(): Input {
  const { unit } = useReport.getState();
  return {
    items: useAssistant.getState().photos,
    network: chosenNetwork(useNetworks.getState()),
    rules: useCategoryRules.getState().rules,
    unit,
    threshold: presentThreshold(),
    without: presentWithout(),
    language: usePreferences.getState().language,
  };
}

function isSame(one: Input, other: Input | null): boolean {
  return (
    other !== null && (Object.keys(one) as (keyof Input)[]).every((key) => one[key] === other[key])
  );
}
