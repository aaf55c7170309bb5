import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summarise } from '../models/shapes';
import { SHIPPED_FILES, SHIPPED_FOLDERS, SHIPPED_KINDS, type ShippedKind } from '../network';
import { PHOTO_CATEGORIES } from '../photo/categories';
import { DEFAULT_THRESHOLD } from '../photo/verdict';
import { parsePhotoNetwork } from '../photo-network';
import { parseRunRecord } from '../run';
import { parseSafetensors } from '../safetensors';
import { accuracyFrom } from './photo-accuracy';
import { parsePhotoConfusion } from './photo-confusion';

function read(kind: ShippedKind, file: string): Buffer {
  return readFileSync(new URL(`../../../public/${SHIPPED_FOLDERS[kind]}${file}`, import.meta.url));
}

function json(kind: ShippedKind, file: string): unknown {
  return JSON.parse(read(kind, file).toString('utf8'));
}

it.each(SHIPPED_KINDS)(
  'what was measured on photos is of the %s network: else measure it anew',
  (kind) => {
    const measured = parsePhotoConfusion(json(kind, SHIPPED_FILES.photos));
    const parse = kind === 'photo' ? parsePhotoNetwork : parseRunRecord;
    const record = parse(json(kind, SHIPPED_FILES.record));
    expect(measured.run).toBe(record.id);
    expect(measured.classes).toEqual(record.dataset.classes);
  },
);

it.each(SHIPPED_KINDS)(
  'about 80 % of the measured photos reach the usual threshold of the %s network, as the Assistant says',
  (kind) => {
    const measured = parsePhotoConfusion(json(kind, SHIPPED_FILES.photos));
    const usual =
      kind === 'photo'
        ? parsePhotoNetwork(json(kind, SHIPPED_FILES.record)).usualThreshold
        : DEFAULT_THRESHOLD;
    const share = accuracyFrom(measured, usual).answered / measured.answers.length;
    expect(Math.abs(share - 0.8)).toBeLessThan(0.03);
  },
);

describe('the photo network that is shipped', () => {
  const record = parsePhotoNetwork(json('photo', SHIPPED_FILES.record));

  it('is small, and has the arrays that its layers ask for', () => {
    const file = read('photo', SHIPPED_FILES.weights);
    expect(file.length).toBeLessThan(2_000_000);
    const arrays = parseSafetensors(new Uint8Array(file));
    const values = arrays.reduce((sum, { data }) => sum + data.length, 0);
    expect(values).toBe(record.model.parameters);
    expect(arrays.every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });

  it('answers the categories that the app knows', () => {
    expect(record.dataset.classes).toEqual(PHOTO_CATEGORIES);
    expect(summarise(record.model.spec).at(-1)?.outputShape).toEqual([PHOTO_CATEGORIES.length]);
  });

  it('was measured on photos of other people, and is right about three quarters of them', () => {
    const { answers, labels, classes, people } = parsePhotoConfusion(
      json('photo', SHIPPED_FILES.photos),
    );
    const right = answers.filter(([label, answer]) =>
      labels[label]?.classes.includes(classes[answer] ?? ''),
    );
    expect(answers.length).toBe(record.validation.photos);
    expect(people).toBe(record.validation.people);
    expect(right.length / answers.length).toBeCloseTo(record.validation.accuracy, 3);
    expect(record.validation.accuracy).toBeGreaterThan(0.75);
  });
});
