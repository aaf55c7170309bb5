/** The answers to photos as a CSV file (RFC 4180), safe to open in a spreadsheet. */
import type { CaptureDate } from './photo/capture-date';
import type { OutsideScope } from './photo/scope';

/** Columns behind those of the answer: what a person said has its own, the answer stays as it was. */
const MORE_COLUMNS = [
  'problem',
  'correction',
  'captured',
  'captured_from',
  'duplicate_of',
  'verdict',
  'out_of_scope',
  'looks_like',
  'network',
];

/** One file and what became of it. */
export interface ResultRow {
  /** Name of the file and of its folders, as the person's device gives it: any text at all. */
  file: string;
  /** Of the classes, in their order; null for a file that is not answered. */
  probabilities: ArrayLike<number> | null;
  /** Why there is no answer; empty where there is one. */
  problem: string;
  /** Class that a person says it is, by its name, whether the network has it or not; empty for none. */
  correction: string;
  taken: CaptureDate | null;
  /** The file that this one repeats; empty for all others. */
  duplicateOf: string;
  /** `sure`, or why the answer is not; null for a file that is not answered. */
  verdict: string | null;
  /** What the photo network sees beyond the classes; null where it was not asked. */
  outside: OutsideScope | null;
  /** What the network is called that answered; empty for a file that is not answered. */
  network: string;
}

/** Without this mark Excel reads UTF-8 as the system's old code page. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
/** Also by what programs in some languages take for the end of a cell: semicolons and tabs. */
const QUOTED = /[",;\t\r\n]/;

/**
 * What a spreadsheet would run as a formula: these signs, also in the full width that Korean and
 * Japanese keyboards give, and also behind white space, which some programs skip.
 */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** Digits enough for ten probabilities to add up to 1 within 0.00001. */
const DIGITS = 6;

/**
 * The file's text: a heading, then one line a file in the order given. Files without an answer have
 * a line too, with the reason, so that nothing is missing silently.
 */
export function resultsCsv(classes: readonly string[], rows: readonly ResultRow[]): string {
  const heading = ['file', 'category', 'confidence', ...classes, ...MORE_COLUMNS];
  return csvText([heading, ...rows.map((row) => cellsOf(row, classes))]);
}

/** Lines of cells as a CSV file's text, safe to open in a spreadsheet. */
export function csvText(lines: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + lines.map((cells) => cells.map(cellText).join(',') + LINE_END).join('');
}

/** Which class is the most probable: the first of the largest. */
export function bestOf(probabilities: ArrayLike<number>): number {
  let best = 0;
  for (let label = 1; label < probabilities.length; label++) {
    if ((probabilities[label] as number) > (probabilities[best] as number)) best = label;
  }
  return best;
}

/** All classes, the most probable first; equal ones in their order. */
export function ranked(probabilities: ArrayLike<number>): number[] {
  const labels = Array.from(probabilities, (_, label) => label);
  return labels.sort((one, other) => (probabilities[other] ?? 0) - (probabilities[one] ?? 0));
}

function cellsOf(row: ResultRow, classes: readonly string[]): string[] {
  const {
    file,
    probabilities,
    problem,
    correction,
    taken,
    duplicateOf,
    verdict,
    outside,
    network,
  } = row;
  const when = [taken?.day ?? '', taken?.source ?? ''];
  const scope = [outside?.probability.toFixed(DIGITS) ?? '', outside?.category ?? ''];
  const more = [problem, correction, ...when, duplicateOf, verdict ?? '', ...scope, network];
  if (!probabilities) return [file, '', '', ...classes.map(() => ''), ...more];
  const shares = classes.map((_, label) => (probabilities[label] ?? 0).toFixed(DIGITS));
  const best = bestOf(probabilities);
  return [file, classes[best] ?? '', shares[best] ?? '', ...shares, ...more];
}

function cellText(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
