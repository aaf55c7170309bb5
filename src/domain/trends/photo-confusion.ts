/**
 * How a network confuses classes on photos, measured on labelled photos of other people: the file
 * `photos.json` beside a network. Labels of photos need not be classes of the network: one label
 * "Shoes" may stand for several, and classes may be without any label.
 */
import { AtelierError } from '../failure';
import { SHIPPED_FILES } from '../network';

/** A photo's true label (position in `labels`), the answer (position in `classes`), its probability. */
export type LabelledAnswer = readonly [label: number, answer: number, confidence: number];

/** What was measured about a network on labelled photos. */
export interface PhotoConfusion {
  format: 'atelier-photos';
  version: 1;
  /** Id of the network's run record: other weights confuse otherwise. */
  run: string;
  /** The network's classes, in order. */
  classes: string[];
  /** Labels of the photos: what they are called, and which classes are right answers. */
  labels: { name: string; classes: string[] }[];
  /** People who took the photos. */
  people: number;
  /** How it was measured, in a sentence. */
  method: string;
  /** One for each photo, so that answers can be counted at any confidence. */
  answers: LabelledAnswer[];
}

/** The record as text, one answer a line. */
export function formatPhotoConfusion({ answers, ...rest }: PhotoConfusion): string {
  const lines = answers.map((answer) => `    ${JSON.stringify(answer)}`).join(',\n');
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, '');
  return `${head},\n  "answers": [\n${lines}\n  ]\n}\n`;
}

/**
 * Reads the record from parsed JSON.
 * @throws AtelierError `file-damaged` when any part of it is wrong
 */
export function parsePhotoConfusion(value: unknown): PhotoConfusion {
  const record = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const { classes, labels, answers } = record;
  const isRight =
    record.format === 'atelier-photos' &&
    record.version === 1 &&
    isText(record.run) &&
    isText(record.method) &&
    isPositive(record.people) &&
    isList<string>(classes, isText) &&
    new Set(classes).size === classes.length &&
    isList(labels, (label) => isLabel(label, classes)) &&
    isList(answers, (answer) => isAnswer(answer, labels.length, classes.length));
  if (!isRight) throw new AtelierError({ code: 'file-damaged', file: SHIPPED_FILES.photos });
  return value as PhotoConfusion;
}

function isLabel(value: unknown, classes: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, classes: meant } = value as Record<string, unknown>;
  return isText(name) && isList(meant, (one) => isText(one) && classes.includes(one));
}

function isAnswer(value: unknown, labels: number, classes: number): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [label, answer, confidence] = value as unknown[];
  const isShare = typeof confidence === 'number' && confidence >= 0 && confidence <= 1;
  return isPosition(label, labels) && isPosition(answer, classes) && isShare;
}

function isPosition(value: unknown, length: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < length;
}

function isPositive(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A list that is not empty, all of whose items are right. */
function isList<T>(value: unknown, isItem: (item: unknown) => boolean): value is T[] {
  return Array.isArray(value) && value.length > 0 && value.every(isItem);
}
