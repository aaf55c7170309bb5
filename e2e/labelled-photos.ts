/**
 * Photos of which it is known what they show: those of people whose photos no network was trained on, where
 * a folder of them is there, and otherwise drawn ones, which the photo network knows too.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { type DrawnColors, type Garment, photoOf, type TestFile } from './photos';

/** A photo, and what the photo network should say of it. */
export interface LabelledPhoto {
  file: TestFile;
  category: string;
}

/** With images/ and a labels.csv: as ATELIER_PHOTOS says, else beside the project. */
const FOLDER =
  process.env.ATELIER_PHOTOS ?? fileURLToPath(new URL('../../shared/photos', import.meta.url));

/** Whether photos are real. A folder that a person names has to be there. */
export const ARE_REAL = Boolean(process.env.ATELIER_PHOTOS) || existsSync(FOLDER);

/** Labels of the Clothing dataset by the category that is right; Body has none. */
const CATEGORIES: Record<string, string> = {
  ...{ 'T-Shirt': 'T-shirt', Top: 'T-shirt', Polo: 'T-shirt', Undershirt: 'T-shirt' },
  ...{ Longsleeve: 'Long sleeve', Hoodie: 'Long sleeve', Shirt: 'Shirt', Blouse: 'Shirt' },
  ...{ Outwear: 'Outerwear', Blazer: 'Outerwear', Dress: 'Dress', Pants: 'Trousers' },
  ...{ Shorts: 'Shorts', Skirt: 'Skirt', Shoes: 'Shoes', Hat: 'Hat' },
};

const GARMENTS: Partial<Record<Garment, string>> = {
  trousers: 'Trousers',
  tShirt: 'T-shirt',
  dress: 'Dress',
  bag: 'Bag',
};
const GROUNDS = ['#f4f2ee', '#a9794a', '#b5b5b8'];
const CLOTHS = ['#27364f', '#a02a35', '#4a6fa5', '#1d1d20'];

/** Photos that differ, evenly from all there are; the same at each call. */
export async function labelledPhotos(page: Page, count: number): Promise<LabelledPhoto[]> {
  return ARE_REAL ? realPhotos(count) : drawnPhotos(page, count);
}

function realPhotos(count: number): LabelledPhoto[] {
  const [head, ...lines] = readFileSync(join(FOLDER, 'labels.csv'), 'utf8').trim().split(/\r?\n/);
  if (head !== 'file,label,sender,kids,split') throw new Error(`labels.csv begins with ${head}`);
  const all = lines.flatMap((line) => {
    const [file = '', label = '', , , split] = line.split(',');
    const category = CATEGORIES[label];
    return split === 'validation' && category ? [{ file, category }] : [];
  });
  if (all.length < count) throw new Error(`labels.csv has ${all.length} photos for validation`);
  return Array.from({ length: count }, (_, at) => {
    const { file, category } = all[Math.floor((at * all.length) / count)] as (typeof all)[number];
    const buffer = readFileSync(join(FOLDER, file));
    return { file: { name: basename(file), mimeType: 'image/jpeg', buffer }, category };
  });
}

/** Every garment in every colour on every ground, then anew and a little larger. */
async function drawnPhotos(page: Page, count: number): Promise<LabelledPhoto[]> {
  const kinds = GROUNDS.flatMap((ground) =>
    CLOTHS.flatMap((garment) =>
      Object.keys(GARMENTS).map((kind) => ({
        kind: kind as Garment,
        colors: { ground, garment } satisfies DrawnColors,
      })),
    ),
  );
  const photos: LabelledPhoto[] = [];
  for (let at = 0; at < count; at++) {
    const { kind, colors } = kinds[at % kinds.length] as (typeof kinds)[number];
    const scale = 1 + Math.floor(at / kinds.length) / 10;
    const file = await photoOf(page, kind, `${at}-${kind}.png`, 'image/png', scale, colors);
    photos.push({ file, category: GARMENTS[kind] ?? '' });
  }
  return photos;
}
