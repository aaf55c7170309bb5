/** A person's own data set: what is kept of it, and what can be wrong with its files. */

import type { OwnDatasetId, SplitName } from './dataset';
import type { IdxFault } from './idx';

/** How the training and the test part came about. */
export type SplitOrigin =
  /** The files said which images are for testing. */
  | { kind: 'files' }
  /** That of another data set, to whose training images others were added; its name then. */
  | { kind: 'base'; base: string }
  /** Made here: this share of the images of each class, drawn by this seed, is for testing. */
  | { kind: 'made'; testFraction: number; seed: number };

/** What is known about an own data set without its images. */
export interface OwnDatasetInfo {
  id: OwnDatasetId;
  /** As the person called it; at first the name of a file. */
  name: string;
  /** SHA-256 (hex) over pixels and labels of both parts. */
  fingerprint: string;
  /** Names of the ten labels, in label order. */
  classes: string[];
  split: SplitOrigin;
  /** Number of images of each part. */
  counts: Record<SplitName, number>;
  /** Names of the files it was read from. */
  files: string[];
  /** ISO 8601, UTC. */
  createdAt: string;
}

/** Why files do not become a data set, as facts; lines and rows count from 1. */
export type DataFault =
  /** The browser cannot read it: moved, removed, or a folder. */
  | { code: 'unreadable' }
  /** No bytes at all, or a header and nothing else. */
  | { code: 'empty' }
  /** Neither IDX nor CSV by its content. */
  | { code: 'unknown-kind' }
  /** A larger file than is read here; both in bytes. For a packed one: after unpacking. */
  | { code: 'too-large'; bytes: number; limit: number }
  /** More images than are read here. */
  | { code: 'too-many-images'; limit: number }
  /** The gzip packing is damaged or cut off. */
  | { code: 'gzip' }
  | { code: 'idx'; fault: IdxFault }
  /** A line of a CSV with another number of values than 785. */
  | { code: 'csv-columns'; line: number; found: number; expected: number }
  /** A value that is not a whole number; column counts from 1. `text` is cut to 20 characters. */
  | { code: 'csv-not-a-number'; line: number; column: number; text: string }
  /** A pixel that is not 0 to 255. */
  | { code: 'csv-pixel'; line: number; column: number; value: number }
  /** A label that is not 0 to 9. */
  | { code: 'csv-label'; line: number; value: number }
  /** An image file without its label file, or the other way round; `file` is the one that is there. */
  | { code: 'no-partner'; kind: 'images' | 'labels' }
  /** Images and labels of a part differ in number. */
  | { code: 'counts-differ'; images: number; labels: number }
  /** It cannot be told which of several files is for training and which for testing. */
  | { code: 'ambiguous'; files: string[] }
  /** A class without an image for training; labels without any image. */
  | { code: 'too-few-images'; images: number; minimum: number };
