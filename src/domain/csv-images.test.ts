import { describe, expect, it } from 'vitest';
import { CsvImageReader } from './csv-images';
import type { DataFault } from './own-data';
import { DataError } from './own-data-error';
import { ImageCollector } from './own-data-images';
import { randomStream } from './random';

const encode = (text: string) => new TextEncoder().encode(text);

/** A line: the label, then 784 pixels, of which the first are given. */
function line(label: number | string, ...pixels: (number | string)[]): string {
  return [label, ...pixels, ...new Array(784 - pixels.length).fill(0)].join(',');
}

/** Reads a file that comes in pieces of one size. */
function read(content: string | Uint8Array, pieceSize = Number.POSITIVE_INFINITY, limit = 100) {
  const bytes = typeof content === 'string' ? encode(content) : content;
  const images = new ImageCollector(limit);
  const reader = new CsvImageReader(images);
  for (let start = 0; start < bytes.length; start += pieceSize) {
    reader.push(bytes.subarray(start, start + pieceSize));
  }
  reader.end();
  const pixels = Array.from({ length: images.count }, (_, index) => images.pixelsAt(index));
  return { labels: [...images.labels], pixels };
}

function faultOf(content: string | Uint8Array, pieceSize?: number, limit?: number): DataFault {
  try {
    read(content, pieceSize, limit);
  } catch (thrown) {
    if (thrown instanceof DataError) return thrown.fault;
    throw thrown;
  }
  throw new Error('was read');
}

const HEADER = ['label', ...Array.from({ length: 784 }, (_, index) => `pixel${index + 1}`)].join(
  ',',
);
const TWO = `${line(3, 1, 255)}\n${line(9, 0, 7)}\n`;
const EXPECTED = {
  labels: [3, 9],
  starts: [
    [1, 255],
    [0, 7],
  ],
};

function expectTwo(content: string | Uint8Array, pieceSize?: number): void {
  const { labels, pixels } = read(content, pieceSize);
  expect(labels).toEqual(EXPECTED.labels);
  expect(pixels.map((values) => [...values.subarray(0, 2)])).toEqual(EXPECTED.starts);
  expect(pixels.every((values) => values.subarray(2).every((value) => value === 0))).toBe(true);
}

describe('a CSV file of images', () => {
  it.each([
    ['without headings', TWO],
    ['with headings', `${HEADER}\n${TWO}`],
    ['with quoted headings', `${HEADER.replace(/[^,]+/g, '"$&"')}\n${TWO}`],
    ['with headings in Korean', `${HEADER.replaceAll('pixel', '픽셀')}\n${TWO}`],
    ['without a break at its end', TWO.trimEnd()],
    ['with empty lines at its end', `${TWO}\n \n\n`],
    ['with line ends of Windows', `${HEADER}\n${TWO}`.replaceAll('\n', '\r\n')],
    ['with line ends of old Macs', `${HEADER}\n${TWO}`.replaceAll('\n', '\r')],
    ['with a byte order mark', `\ufeff${TWO}`],
    ['with a byte order mark and headings', `\ufeff${HEADER}\n${TWO}`],
    ['with quoted numbers', TWO.replace(/\d+/g, '"$&"')],
    ['with spaces around numbers', TWO.replaceAll(',', ' ,\t ')],
    ['with spaces around quotes', TWO.replace(/\d+/g, ' "$&" ')],
    ['with leading zeros', TWO.replace(/\d+/g, '000000000000$&')],
  ])('is read %s', (_, content) => {
    expectTwo(content);
  });

  it('is read with the label behind the pixels, where headings say so', () => {
    const behind = (text: string) => text.replace(/^([^,\n]+),(.*)$/gm, '$2,$1');
    expectTwo(behind(`${HEADER}\n${TWO}`));
    const quoted = `${HEADER.replace('label', 'Class').replace(/[^,]+/g, '"$&"')}\n${TWO}`;
    expectTwo(behind(quoted).replaceAll('\n', '\r\n'), 5);
    // Without headings nobody can tell: the first pixel is taken for the label.
    expect(faultOf(behind(line(3, 200)))).toMatchObject({ code: 'csv-label', value: 200 });
  });

  it('gives the same in pieces of any size', () => {
    const quoted = `${line('"3"', ' 1', '255 ')}\r\n${line(9, '"0"', 7)}`;
    const content = encode(`\ufeff${HEADER}\r\n${quoted}`);
    for (let size = 1; size < 40; size++) expectTwo(content, size);
    for (const size of [785, 1570, 4096]) expectTwo(content, size);
  });

  it('gives the same cut in two at any byte', () => {
    const content = encode(`\ufeff${TWO.replaceAll('\n', '\r\n')}`);
    for (let cut = 0; cut <= content.length; cut++) {
      const images = new ImageCollector(2);
      const reader = new CsvImageReader(images);
      reader.push(content.subarray(0, cut));
      reader.push(content.subarray(cut));
      reader.end();
      expect([...images.labels]).toEqual(EXPECTED.labels);
      expect([...images.pixelsAt(0).subarray(0, 3)]).toEqual([1, 255, 0]);
      expect([...images.pixelsAt(1).subarray(0, 3)]).toEqual([0, 7, 0]);
    }
  });

  it('keeps every pixel of many images in its place', () => {
    const random = randomStream(1);
    const values = Array.from({ length: 3000 }, () => Math.floor(random() * 256));
    const content = values.map((value, index) => line(index % 10, value, 255 - value)).join('\n');
    const { labels, pixels } = read(content, 10_007, 3000);
    expect(labels).toEqual(values.map((_, index) => index % 10));
    expect(pixels.map(([first]) => first)).toEqual(values);
    expect(pixels.map(([, second]) => second)).toEqual(values.map((value) => 255 - value));
  });
});

describe('a CSV file is refused', () => {
  const columns = (lineNumber: number, found: number): DataFault => {
    return { code: 'csv-columns', line: lineNumber, found, expected: 785 };
  };
  const text = (lineNumber: number, column: number, wrong: string): DataFault => {
    return { code: 'csv-not-a-number', line: lineNumber, column, text: wrong };
  };
  const good = line(1);

  it.each<[string, string, DataFault]>([
    ['when it is empty', '', { code: 'empty' }],
    ['when it is blank', '\n \r\n', { code: 'empty' }],
    ['when there are headings only', `${HEADER}\n`, { code: 'empty' }],
    ['when headings are too few', 'label,pixel1\n', columns(1, 2)],
    ['when headings have an index before them', `,${HEADER}\n${good}`, columns(1, 786)],
    ['when it is prose', 'Dear diary\nToday', { code: 'unknown-kind' }],
    ['when it is parted by semicolons', good.replaceAll(',', ';'), { code: 'unknown-kind' }],
    ['when a line is short', `${good}\n${good.slice(0, -2)}\n${good}`, columns(2, 784)],
    ['when a line is long', `${good}\n${good},0\n`, columns(2, 786)],
    ['when a line ends with a comma', `${HEADER}\n${good},\n`, columns(2, 786)],
    ['when a line has one value', `${good}\n\n5\n`, columns(3, 1)],
    ['when the last line is cut off', `${good}\n1,0,0`, columns(2, 3)],
    ['when the label is 10', `${good}\r\n${line(10)}`, { code: 'csv-label', line: 2, value: 10 }],
    ['when the label is -1', line(-1), { code: 'csv-label', line: 1, value: -1 }],
    ['when the first label is 1.5', line(1.5), text(1, 1, '1.5')],
    ['when a later label is a word', `${good}\n${line('bag')}`, text(2, 1, 'bag')],
    [
      'when a pixel is 256',
      `${HEADER}\n${good}\n${line(1, 0, 256)}`,
      { code: 'csv-pixel', line: 3, column: 3, value: 256 },
    ],
    ['when a pixel is -1', line(1, -1), { code: 'csv-pixel', line: 1, column: 2, value: -1 }],
    [
      'when a pixel is huge',
      line(1, '123456789012'),
      { code: 'csv-pixel', line: 1, column: 2, value: 123456789012 },
    ],
    ['when a pixel is 1.5', line(1, 0, 0, 1.5), text(1, 4, '1.5')],
    ['when a pixel is 1e2', line(1, '1e2'), text(1, 2, '1e2')],
    ['when a pixel is a word', line(1, 'abc'), text(1, 2, 'abc')],
    ['when a pixel is not there', line(1, 0, ''), text(1, 3, '')],
    ['when a pixel is blank', line(1, '  '), text(1, 2, '')],
    ['when a pixel is empty quotes', line(1, '""'), text(1, 2, '')],
    ['when a quote is not closed', line(1, '"5'), text(1, 2, '"5')],
    ['when a pixel is two numbers', line(1, '1 2'), text(1, 2, '1 2')],
    [
      'when a pixel is a date',
      line(1, '2026-11-22T10:00:00.000Z'),
      text(1, 2, '2026-11-22T10:00:00.'),
    ],
    ['when a pixel has a NUL', line(1, '1\0'), text(1, 2, '1\ufffd')],
    ['when the last pixel is wrong', `${good.slice(0, -1)}x`, text(1, 785, 'x')],
  ])('%s', (_, content, fault) => {
    expect(faultOf(content)).toEqual(fault);
    for (const size of [1, 2, 3, 7, 785]) expect(faultOf(content, size)).toEqual(fault);
  });

  it('when there are more images than allowed', () => {
    const fault = { code: 'too-many-images', limit: 2 };
    expect(faultOf(`${TWO}${good}\n`, 100, 2)).toEqual(fault);
    expectTwo(TWO);
  });

  it('after a line without end, without keeping it', () => {
    const images = new ImageCollector(10);
    const reader = new CsvImageReader(images);
    for (const filler of ['0,', '1', 'x', ' ', '"']) {
      reader.push(encode(filler.repeat(100_000)));
    }
    expect(images.count).toBe(0);
    expect(() => reader.end()).toThrow(DataError);
  });

  it('whatever the bytes are, in a way that can be told', () => {
    const random = randomStream(7);
    for (let round = 0; round < 300; round++) {
      const bytes = encode(`${HEADER}\n${TWO}`);
      for (let change = 0; change < 3; change++) {
        const first = round % 2 === 0 ? HEADER.length : 0;
        bytes[first + Math.floor(random() * (bytes.length - first))] = Math.floor(random() * 256);
      }
      const outcomes = [Number.POSITIVE_INFINITY, 1, 13].map((size) => {
        try {
          return read(bytes, size).labels;
        } catch (thrown) {
          return (thrown as DataError).fault.code;
        }
      });
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(outcomes[2]).toEqual(outcomes[0]);
      expect(outcomes[0]).toBeDefined();
    }
  });
});
