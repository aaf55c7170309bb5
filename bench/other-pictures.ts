/** Pictures without clothes, by kind: those of a folder, and drawn ones. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ShippedKind } from '../src/domain/network';
import type { App } from './browser';
import { answerFiles, type PhotoAnswer } from './photos';

/** A picture that shows nothing to wear. */
export interface OtherPicture {
  file: string;
  /** What it shows, in the plural where there is one: faces, text. */
  kind: string;
  /** Drawn for the measurement, not a file that someone gave. */
  isDrawn: boolean;
}

/** What a network answered about one. */
export interface OtherAnswer extends PhotoAnswer {
  picture: OtherPicture;
}

/** Pictures in the sub-folders of a folder, which are named by what they show. */
export function picturesIn(folder: string): OtherPicture[] {
  const kinds = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const pictures = kinds.flatMap(({ name: kind }) =>
    readdirSync(join(folder, kind)).map((name) => ({
      file: join(folder, kind, name),
      kind,
      isDrawn: false,
    })),
  );
  if (pictures.length === 0) throw new Error(`${folder} has no sub-folders with pictures`);
  return pictures.sort((left, right) => (left.file < right.file ? -1 : 1));
}

/** Has a shipped network answer pictures; what it refuses to read is left out. */
export async function answerOthers(
  app: App,
  pictures: readonly OtherPicture[],
  network: ShippedKind,
): Promise<OtherAnswer[]> {
  const files = pictures.map(({ file }) => file);
  const answers = await answerFiles(app, files, network);
  return pictures.flatMap((picture, at) => {
    const answer = answers[at];
    return answer && answer.answer !== '' ? [{ ...answer, picture }] : [];
  });
}

/** The name of its file alone. */
export function nameOf({ file }: OtherPicture): string {
  return basename(file);
}
