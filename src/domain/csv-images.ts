/**
 * Reads images as comma-separated text, one a line: its label, then its 784 pixels row by row, as
 * Fashion-MNIST and MNIST are published on Kaggle. Text comes in as bytes in pieces of any size, and
 * numbers come out without a string ever being made of them: 70,000 lines hold 55 million numbers
 * (docs/decisions/0012-own-data.md).
 */
import { CLASS_COUNT, IMAGE_PIXELS } from './dataset';
import { DataError } from './own-data-error';
import type { ImageCollector } from './own-data-images';

/** Values of a line. */
export const CSV_COLUMNS = 1 + IMAGE_PIXELS;

/** Characters of a wrong value that are told. */
const TOLD_CHARACTERS = 20;
/** In so many bytes of UTF-8 they fit, with padding before them. */
const KEPT_BYTES = 4 * TOLD_CHARACTERS + 20;
/** Digits may go on for ever; above this a number is looked at as text. */
const LARGEST_FAST = 99_999_999;
/** No digit yet, or no number at all. */
const NONE = -1;
/** With this some programs begin UTF-8 text. */
const MARK = [0xef, 0xbb, 0xbf];

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;

/** Takes the bytes of a CSV file and gives its images to a collector. */
export class CsvImageReader {
  readonly #images: ImageCollector;
  /** Counts from 1. */
  #line = 1;
  /** Values of this line that are complete. */
  #column = 0;
  /** The value under way, as long as it has digits only. */
  #value = NONE;
  /** It has something else: its bytes are kept, and looked at when it is complete. */
  #isOdd = false;
  readonly #kept = new Uint8Array(KEPT_BYTES);
  #keptLength = 0;
  #isHeader = false;
  #labelColumn = 0;
  #label = 0;
  #row: Uint8Array | null = null;
  /** The last line ended with a carriage return: a line feed right after it is part of that end. */
  #isAfterReturn = false;
  #markBytes = 0;

  constructor(images: ImageCollector) {
    this.#images = images;
  }

  /**
   * Takes the next bytes.
   * @throws DataError naming line and column of what is wrong
   */
  push(bytes: Uint8Array): void {
    let start = this.#skipMark(bytes);
    let value = this.#value;
    for (let position = start; position < bytes.length; position++) {
      const byte = bytes[position] as number;
      if (byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        this.#value = value;
        if (byte === COMMA) this.#endValue();
        else this.#endLine(byte);
        value = NONE;
        start = position + 1;
      } else if (this.#isOdd) {
        this.#keep(bytes, position, position + 1);
      } else {
        const digit = byte - ZERO;
        if (digit >= 0 && digit <= 9) {
          value = value === NONE ? digit : value * 10 + digit;
          if (value <= LARGEST_FAST) continue;
        }
        this.#isOdd = true;
        this.#keep(bytes, start, position + 1);
      }
    }
    this.#value = value;
    // Should the value turn out to be odd, its beginning must still be known then.
    if (!this.#isOdd) this.#keep(bytes, start, bytes.length);
  }

  /**
   * Takes the end of the file, which may or may not end with a line break.
   * @throws DataError `empty`, or as {@link push}
   */
  end(): void {
    this.#endLine(LINE_FEED);
    if (this.#images.count === 0) throw new DataError({ code: 'empty' });
  }

  #skipMark(bytes: Uint8Array): number {
    let position = 0;
    while (this.#markBytes < MARK.length && position < bytes.length) {
      if (bytes[position] === MARK[this.#markBytes]) position++;
      else this.#markBytes = MARK.length;
      this.#markBytes++;
    }
    return position;
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    for (let position = start; position < end && this.#keptLength < KEPT_BYTES; position++) {
      this.#kept[this.#keptLength++] = bytes[position] as number;
    }
  }

  #endValue(): void {
    const value = this.#isOdd ? numberIn(this.#kept, this.#keptLength) : this.#value;
    if (this.#line === 1 && this.#column === 0 && value === NONE) {
      this.#isHeader = !isNumber(this.#keptText());
    }
    if (!this.#isHeader && this.#column < CSV_COLUMNS) this.#store(value);
    this.#column++;
    this.#startValue();
  }

  #startValue(): void {
    this.#value = NONE;
    this.#isOdd = false;
    this.#keptLength = 0;
  }

  #store(value: number): void {
    if (value === NONE) throw this.#wrongValue();
    const isLabel = this.#column === this.#labelColumn;
    if (value >= (isLabel ? CLASS_COUNT : 256)) throw this.#outOfRange(value);
    if (isLabel) {
      this.#label = value;
      return;
    }
    this.#row ??= this.#images.next();
    this.#row[this.#column - (this.#labelColumn === 0 ? 1 : 0)] = value;
  }

  #endLine(byte: number): void {
    const isBlank = this.#column === 0 && this.#value === NONE && this.#keptText() === '';
    const isPartOfEnd = isBlank && !this.#isOdd && byte === LINE_FEED && this.#isAfterReturn;
    this.#isAfterReturn = byte === CARRIAGE_RETURN;
    if (isPartOfEnd) return;
    if (!isBlank) {
      const lastText = this.#keptText();
      this.#endValue();
      if (this.#isHeader) this.#endHeader(lastText);
      else this.#endRow();
    }
    this.#line++;
    this.#column = 0;
    this.#startValue();
  }

  #endRow(): void {
    if (this.#column !== CSV_COLUMNS) throw this.#wrongColumns();
    this.#images.add(this.#label);
    this.#row = null;
  }

  #endHeader(lastHeading: string): void {
    // One heading: this is some other text, or values are not separated by commas.
    if (this.#column === 1) throw new DataError({ code: 'unknown-kind' });
    if (this.#column !== CSV_COLUMNS) throw this.#wrongColumns();
    // OpenML puts the label behind the pixels. Its headings say so, its numbers would not.
    if (/^(label|class|target|y)$/i.test(lastHeading)) this.#labelColumn = IMAGE_PIXELS;
    this.#isHeader = false;
  }

  /** The kept bytes as text, without padding, quotes and what cannot be shown. */
  #keptText(): string {
    if (this.#keptLength === 0) return '';
    const text = new TextDecoder().decode(this.#kept.subarray(0, this.#keptLength)).trim();
    const characters = Array.from(text.replace(/^"(.*)"$/s, '$1'));
    const shown = characters.map((character) => (character < ' ' ? '\ufffd' : character));
    return shown.slice(0, TOLD_CHARACTERS).join('');
  }

  #wrongValue(): DataError {
    const text = this.#keptText();
    if (/^[+-]?\d{1,15}$/.test(text)) return this.#outOfRange(Number(text));
    const column = this.#column + 1;
    return new DataError({ code: 'csv-not-a-number', line: this.#line, column, text });
  }

  #outOfRange(value: number): DataError {
    const line = this.#line;
    if (this.#column === this.#labelColumn)
      return new DataError({ code: 'csv-label', line, value });
    return new DataError({ code: 'csv-pixel', line, column: this.#column + 1, value });
  }

  #wrongColumns(): DataError {
    const found = this.#column;
    return new DataError({ code: 'csv-columns', line: this.#line, found, expected: CSV_COLUMNS });
  }
}

/** The whole number in padding and quotes, or {@link NONE}: spaces, a quote, digits, quote, spaces. */
function numberIn(bytes: Uint8Array, length: number): number {
  let first = 0;
  let end = length;
  while (first < end && isSpace(bytes[first])) first++;
  while (end > first && isSpace(bytes[end - 1])) end--;
  if (end - first > 2 && bytes[first] === QUOTE && bytes[end - 1] === QUOTE) {
    first++;
    end--;
  }
  let value = first === end ? NONE : 0;
  for (let position = first; position < end; position++) {
    const digit = (bytes[position] as number) - ZERO;
    if (digit < 0 || digit > 9 || value > LARGEST_FAST) return NONE;
    value = value * 10 + digit;
  }
  return value;
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === 9;
}

/** Whether a first value is a number, if a wrong one, rather than a heading. */
function isNumber(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text));
}
