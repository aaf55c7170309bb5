import type { IdxFault } from '../../domain/idx';
import type { DataFault } from '../../domain/own-data';
import { common } from './common';
import type { FailureText } from './failure-text';

const { count, decimal } = common.format;
const megabytes = (bytes: number) => `${decimal(bytes / 1e6, 1)} MB`;

/** Says why a file does not become a data set. */
export function dataRefused(file: string, fault: DataFault): FailureText {
  switch (fault.code) {
    case 'csv-columns':
    case 'csv-not-a-number':
    case 'csv-pixel':
    case 'csv-label':
      return csvRefused(file, fault);
    case 'idx':
      return idxRefused(file, fault.fault);
    case 'no-partner':
    case 'counts-differ':
    case 'ambiguous':
    case 'too-few-images':
      return setRefused(file, fault);
    case 'unreadable':
      return {
        happened: `${file} cannot be read any more.`,
        next: 'It may have been moved or removed, or it is a folder. Open the files again.',
      };
    case 'empty':
      return {
        happened: `${file} holds no image.`,
        next: 'Check that the file was saved completely, or open another.',
      };
    case 'unknown-kind':
      return {
        happened: `${file} is neither IDX nor a CSV file with values separated by commas.`,
        next: 'Save it as CSV (UTF-8, with commas): a label and 784 pixels a line.',
      };
    case 'too-large':
      return {
        happened: `${file} has ${megabytes(fault.bytes)} or more; at most ${megabytes(fault.limit)} are read.`,
        next: 'Open a part of it, or pack the CSV file with gzip.',
      };
    case 'too-many-images':
      return {
        happened: `${file} holds more than ${count(fault.limit)} images, which is the most that is read.`,
        next: 'Open a part of them.',
      };
    case 'gzip':
      return {
        happened: `${file} is packed, and damaged or cut off: it cannot be unpacked.`,
        next: 'Download or pack it again, or open the unpacked file.',
      };
    default:
      return fault satisfies never;
  }
}

type CsvCode = 'csv-columns' | 'csv-not-a-number' | 'csv-pixel' | 'csv-label';

function csvRefused(file: string, fault: Extract<DataFault, { code: CsvCode }>): FailureText {
  const line = count(fault.line);
  switch (fault.code) {
    case 'csv-columns':
      return {
        happened: `${file}, line ${line}: ${count(fault.found)} values instead of ${count(fault.expected)}.`,
        next: 'Each line must hold a label and 784 pixels (28 × 28), separated by commas. Correct the line and open the file again.',
      };
    case 'csv-not-a-number':
      return {
        happened: `${file}, line ${line}, column ${count(fault.column)}: ${shown(fault.text)} is not a whole number.`,
        next: 'Labels are whole numbers from 0 to 9, pixels from 0 to 255. Correct the value and open the file again.',
      };
    case 'csv-pixel':
      return {
        happened: `${file}, line ${line}, column ${count(fault.column)}: the pixel ${fault.value} is not between 0 and 255.`,
        next: 'Correct the value and open the file again.',
      };
    case 'csv-label':
      return {
        happened: `${file}, line ${line}: the label ${fault.value} is not between 0 and 9.`,
        next: 'The label must be in the first column, and at most ten classes are possible.',
      };
    default:
      return fault satisfies never;
  }
}

function shown(text: string): string {
  return text === '' ? 'an empty value' : `"${text}"`;
}

function idxRefused(file: string, fault: IdxFault): FailureText {
  switch (fault.code) {
    case 'header-truncated':
      return {
        happened: `${file} ends within its header, after ${count(fault.found)} of ${count(fault.expected)} bytes.`,
        next: 'Download or save it again.',
      };
    case 'wrong-magic':
      return {
        happened: `${file} is IDX of another kind: its first bytes are ${hex(fault.found)} instead of ${hex(fault.expected)}.`,
        next: 'Images must be bytes in three dimensions, labels bytes in one, as MNIST has them.',
      };
    case 'wrong-dimensions':
      return {
        happened: `${file} holds images of ${fault.found.join(' × ')} pixels instead of ${fault.expected.join(' × ')}.`,
        next: 'Scale the images to 28 × 28 and save them again.',
      };
    case 'truncated':
      return {
        happened: `${file} is cut off: ${count(fault.count)} entries need ${count(fault.expected)} bytes, and ${count(fault.found)} are there.`,
        next: 'Download or save it again.',
      };
    case 'trailing-bytes':
      return {
        happened: `${file} is too long: ${count(fault.count)} entries need ${count(fault.expected)} bytes, and ${count(fault.found)} are there.`,
        next: 'Its header does not fit its content. Save it again.',
      };
    case 'label-out-of-range':
      return {
        happened: `${file}: label number ${count(fault.index + 1)} is ${fault.label}, not between 0 and 9.`,
        next: 'At most ten classes are possible. Renumber them from 0 to 9.',
      };
    default:
      return fault satisfies never;
  }
}

type SetCode = 'no-partner' | 'counts-differ' | 'ambiguous' | 'too-few-images';

function setRefused(file: string, fault: Extract<DataFault, { code: SetCode }>): FailureText {
  switch (fault.code) {
    case 'no-partner':
      return {
        happened: `${file} holds ${fault.kind}, and the file with their ${fault.kind === 'images' ? 'labels' : 'images'} is missing.`,
        next: 'Choose both files together when you press Open files.',
      };
    case 'counts-differ':
      return {
        happened: `${file} holds ${count(fault.images)} images, but its label file ${count(fault.labels)} labels.`,
        next: 'Open the label file that belongs to these images.',
      };
    case 'ambiguous':
      return {
        happened: `It cannot be told which of these files are for training and which for testing: ${fault.files.join(', ')}.`,
        next: 'Write "train" and "test" in their names, do not mix CSV and IDX, and open at most two CSV or four IDX files.',
      };
    case 'too-few-images':
      return {
        happened: `${file} holds ${count(fault.images)} images; at least ${count(fault.minimum)} are needed.`,
        next: 'Open a file with more images.',
      };
    default:
      return fault satisfies never;
  }
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
