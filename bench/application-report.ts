import { type AnsweringTime, answeringSection } from './answering';
import type { Machine } from './machine';
import type { ManyPhotos } from './many-photos';
import { measuredBy, percent, table, taskText } from './markdown';
import type { OwnData } from './own-data';
import { SETTLING_SECONDS, type UnderstandCost } from './understand';

const COMMAND = 'npm run build && ATELIER_PHOTOS=PHOTOS npm run bench -- --part application';

/** What was measured about applying networks. */
export interface ApplicationResults {
  machine: Machine;
  answering: AnsweringTime[];
  /** By the network that answered; null without a folder of photos. */
  manyPhotos: Record<'photo' | 'forPhotos', ManyPhotos> | null;
  /** By the backend that trains. */
  understand: Record<'engine' | 'wasm', UnderstandCost>;
  ownData: OwnData;
}

/** The results as a Markdown page. */
export function applicationReport(results: ApplicationResults): string {
  const { machine, answering, manyPhotos, understand, ownData } = results;
  return `# Measured: putting a network to use

${measuredBy(COMMAND, machine)}

## Photos

As many photos as the list holds; large ones and the webcam are in [photos.md](photos.md):

${manyText(manyPhotos)}

${answeringSection(answering)}

## An open Understand screen while the small CNN trains (batch size 32)

${understandTable(understand)}

By the clock of the run, storing and validation between epochs left out; costs are means over
many short stays, with their standard error. "While it opens": the first
${SETTLING_SECONDS} seconds, which the other columns leave out.

## Own data

A CSV file of ${ownData.images.toLocaleString('en')} images (${ownData.megabytes.toFixed(0)} MB) is read,
checked, split, hashed and stored in ${ownData.seconds.toFixed(1)} s (median of ${ownData.visits}). Longest
main-thread task until the images are on the screen: ${taskText(ownData.longestTaskMs)}.
`;
}

function understandTable(understand: ApplicationResults['understand']): string {
  return table(
    [
      'backend',
      'Browse open, images/s',
      'Understand open, images/s',
      'cost',
      'cost while it opens',
      'maps a second',
    ],
    Object.entries(understand).map(([backend, figures]) => [
      backend,
      figures.closedImagesPerSecond.toFixed(0),
      figures.openImagesPerSecond.toFixed(0),
      `${percent(figures.cost)} ± ${percent(figures.costError)}`,
      percent(figures.openingCost),
      figures.mapsPerSecond.toFixed(1),
    ]),
  );
}

function manyText(manyPhotos: ApplicationResults['manyPhotos']): string {
  if (!manyPhotos) return 'No folder of photos was given (ATELIER_PHOTOS).';
  const rows = Object.entries(manyPhotos).map(([network, figures]) => [
    network,
    `${figures.answered} of ${figures.photos}`,
    (figures.photos / figures.seconds).toFixed(1),
    figures.mostMegabytes.toFixed(0),
    figures.lastMegabytes.toFixed(0),
    taskText(figures.longestTaskMs),
  ]);
  return `${table(['network', 'answered', 'photos a second', 'most memory, MB', 'at the end, MB', 'longest main-thread task'], rows)}

Photos of the Clothing dataset, small ones (256 pixels on the long side, 10 kB), some of them twice with other bytes. Memory is that of all of the browser's
processes, what they share counted once, beyond what it was with the Assistant and its networks open; looked at once a second.`;
}
