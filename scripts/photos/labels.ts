/** The list of labelled photos: labels.csv beside a folder of images. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  categoryOfSourceLabel,
  outputOf,
  type PhotoCategory,
} from '../../src/domain/photo/categories';
import { kindOf } from './kinds';

/** A photo whose category is known. */
export interface LabelledPhoto {
  /** Path below the folder. */
  file: string;
  category: PhotoCategory;
  /** Number of {@link LabelledPhoto.category} among the network's outputs. */
  output: number;
  /** Its number among the kinds that the first phases tell apart (kinds.ts). */
  kind: number;
  /** Who took it: all of a person's photos are in one split. */
  sender: string;
}

/** The two splits, by sender. */
export type PhotoSplit = 'train' | 'validation';

/**
 * Photos of a split, in the file's order; labels without a category are left out.
 * @throws Error naming the line that is not `file,label,sender,kids,split`
 */
export function readLabels(folder: string, split: PhotoSplit): LabelledPhoto[] {
  const [head, ...lines] = readFileSync(join(folder, 'labels.csv'), 'utf8').trim().split('\n');
  if (head?.trim() !== 'file,label,sender,kids,split') {
    throw new Error(`labels.csv begins with "${head}", not with file,label,sender,kids,split`);
  }
  return lines.flatMap((line, index) => {
    const fields = line.trim().split(',');
    const [file, label, sender, , part] = fields;
    if (fields.length !== 5 || !file || !label || !sender) {
      throw new Error(`labels.csv, line ${index + 2}: ${line}`);
    }
    const category = categoryOfSourceLabel(label);
    if (part !== split || category === null) return [];
    const output = outputOf(category);
    return [{ file, category, output, kind: kindOf(label, output), sender }];
  });
}
