/** How fast the Assistant answers large photos and the webcam: measured, and as a part of docs/results/photos.md. */
import { SHIPPED_KINDS, type ShippedKind } from '../src/domain/network';
import type { App } from './browser';
import { type LargePhotos, measureLargePhotos } from './large-photos';
import { table, taskText } from './markdown';
import { measureWebcam, type Webcam } from './webcam';

/** What was measured about time. */
export interface PhotoSpeed {
  large: LargePhotos;
  webcam: Record<ShippedKind, Webcam>;
}

/** Measures it in a running app. */
export async function measurePhotoSpeed(app: App): Promise<PhotoSpeed> {
  const large = await measureLargePhotos(app);
  const webcam: Partial<Record<ShippedKind, Webcam>> = {};
  for (const kind of SHIPPED_KINDS) webcam[kind] = await measureWebcam(app, kind);
  return { large, webcam: webcam as Record<ShippedKind, Webcam> };
}

/** The section about it. */
export function speedSection({ large, webcam }: PhotoSpeed): string {
  const { answerMs, megabytes, visits, inRow, whole } = large;
  const { photos, answered, seconds, mostMegabytes, longestTaskMs } = inRow;
  const rows = Object.entries(webcam).map(([network, figures]) => [
    network,
    figures.answersPerSecond.toFixed(1),
    figures.slowest.toFixed(1),
  ]);
  return `## How fast

A JPEG of 12 megapixels and ${megabytes.toFixed(1)} MB, grainy as of a camera, by the photo network, chosen two
seconds after the Assistant was opened: from file to answer
${answerMs.toFixed(0)} ms (median of ${visits} first photos of a visit). Of ${photos} such files in a row ${answered} were
answered, ${(photos / seconds).toFixed(1)} a second, with up to ${mostMegabytes.toFixed(0)} MB more memory and no task of the main thread over
${longestTaskMs === 0 ? '50 ms' : taskText(longestTaskMs)}. Where the browser cannot decode JPEGs at a fraction of their size (it has no
ImageDecoder), which was tried in turn: ${whole.answerMs.toFixed(0)} ms, ${(whole.inRow.photos / whole.inRow.seconds).toFixed(1)} a second, and up to ${whole.inRow.mostMegabytes.toFixed(0)} MB more. Thousands of small photos are in [application.md](application.md)
(\`npm run bench -- --part application\`).

The webcam, shown the browser's own test picture for ${webcam.photo.seconds} s; the screen asks for at most 15 answers a second, and
beside the networks that have seen only Fashion-MNIST the photo network is asked too:

${table(['network', 'answers a second', 'in the slowest second'], rows)}
`;
}
