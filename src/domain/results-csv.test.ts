import { describe, expect, it } from 'vitest';
import { FASHION_CLASSES } from './dataset';
import { bestOf, type ResultRow, ranked, resultsCsv } from './results-csv';

/** Reads CSV as RFC 4180 says: a check that does not share code with what it checks. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += text[++at];
    } else if (sign === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && sign === ',') {
      row.push(cell);
      cell = '';
    } else if (!isQuoted && sign === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at++;
    } else {
      cell += sign;
    }
  }
  expect([isQuoted, cell, row]).toEqual([false, '', []]);
  return rows;
}

const MORE = [
  ...['problem', 'correction', 'captured', 'captured_from', 'duplicate_of', 'verdict'],
  ...['out_of_scope', 'looks_like', 'network'],
];
const COAT = [0.01, 0.01, 0.1, 0.02, 0.8, 0.01, 0.02, 0.01, 0.01, 0.01];

/** A row of which only some facts matter. */
function rowOf(facts: Partial<ResultRow>): ResultRow {
  return {
    file: 'a.jpg',
    probabilities: COAT,
    problem: '',
    correction: '',
    taken: null,
    duplicateOf: '',
    verdict: 'between-two',
    outside: null,
    network: 'Mine',
    ...facts,
  };
}

function nameInCsv(file: string): string | undefined {
  const rows = parse(resultsCsv(FASHION_CLASSES, [rowOf({ file })]));
  expect(rows).toHaveLength(2);
  expect(rows[1]).toHaveLength(22);
  return rows[1]?.[0];
}

describe('resultsCsv', () => {
  it('has a heading and one line a file, with figures that add up', () => {
    const csv = resultsCsv(FASHION_CLASSES, [rowOf({})]);
    expect(csv.startsWith('\uFEFFfile,category,confidence,T-shirt/top,Trouser,')).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    const [heading, row] = parse(csv);
    expect(heading).toEqual(['file', 'category', 'confidence', ...FASHION_CLASSES, ...MORE]);
    expect(row?.slice(0, 3)).toEqual(['a.jpg', 'Coat', '0.800000']);
    const shares = (row ?? []).slice(3, 13).map(Number);
    expect(shares.reduce((left, right) => left + right)).toBeCloseTo(1, 5);
    expect(Math.max(...shares)).toBe(Number(row?.[2]));
    expect(row?.slice(13)).toEqual(['', '', '', '', '', 'between-two', '', '', 'Mine']);
  });

  it('keeps a line for a file without an answer, with the reason', () => {
    const rows = parse(
      resultsCsv(FASHION_CLASSES, [
        rowOf({
          file: 'b.txt',
          probabilities: null,
          problem: 'Not a picture, by its content.',
          verdict: null,
          network: '',
        }),
      ]),
    );
    const problem = 'Not a picture, by its content.';
    expect(rows[1]).toEqual(['b.txt', ...Array(12).fill(''), problem, ...Array(8).fill('')]);
  });

  it('has what a person said, the day and the duplicate in columns of their own', () => {
    const taken = { day: '2024-05-06', source: 'exif' } as const;
    const csv = resultsCsv(FASHION_CLASSES, [
      rowOf({ correction: 'Pullover', taken }),
      rowOf({
        file: 'b.jpg',
        probabilities: null,
        duplicateOf: '=summer/a.jpg',
        verdict: null,
        network: '',
      }),
    ]);
    const [, said, duplicate] = parse(csv);
    expect(said?.slice(0, 3)).toEqual(['a.jpg', 'Coat', '0.800000']);
    const when = ['2024-05-06', 'exif'];
    expect(said?.slice(13)).toEqual(['', 'Pullover', ...when, '', 'between-two', '', '', 'Mine']);
    expect(duplicate?.slice(13)).toEqual(['', '', '', '', "'=summer/a.jpg", '', '', '', '']);
  });

  it('has what the photo network sees beyond the classes', () => {
    const outside = { probability: 0.75, category: 'Shorts' } as const;
    const verdict = 'out-of-scope';
    const [, row] = parse(resultsCsv(FASHION_CLASSES, [rowOf({ outside, verdict })]));
    expect(row?.slice(18)).toEqual(['out-of-scope', '0.750000', 'Shorts', 'Mine']);
  });

  it('guards what a network is called, which may hold a name that a person gave', () => {
    const [, row] = parse(resultsCsv(FASHION_CLASSES, [rowOf({ network: '=A1, "mine"' })]));
    expect(row?.[21]).toBe(`'=A1, "mine"`);
  });

  it('has only the heading when there is nothing', () => {
    expect(parse(resultsCsv(FASHION_CLASSES, []))).toHaveLength(1);
  });

  it.each([
    'plain.jpg',
    'with, comma.jpg',
    'with "quotes".jpg',
    '"',
    'line\nbreak.jpg',
    'carriage\r\nreturn.jpg',
    '겨울 코트.jpg',
    '🧥👟.png',
    'صورة معطف.jpg',
    '\u202Egpj.exe',
    '<img src=x onerror=alert(1)>.png',
    "it's.jpg",
    '',
    'a=b.jpg',
  ])('gives the name %j back as it was', (name) => {
    expect(nameInCsv(name)).toBe(name);
  });

  it.each([
    '=HYPERLINK("http://example.invalid","x").jpg',
    '+1.jpg',
    '-1+cmd|calc.jpg',
    '@SUM(A1).jpg',
    '\t=1.jpg',
    '\r=1.jpg',
    ' =1.jpg',
    '＝1.jpg',
    '＠x.jpg',
  ])('keeps a spreadsheet from running %j', (name) => {
    expect(nameInCsv(name)).toBe(`'${name}`);
  });

  it('guards names of classes too, which a person may have given', () => {
    const csv = resultsCsv(['=1+1', 'b'], [rowOf({ probabilities: [1, 0] })]);
    const [heading, row] = parse(csv);
    expect(heading?.[3]).toBe("'=1+1");
    expect(row?.[1]).toBe("'=1+1");
  });
});

describe('bestOf', () => {
  it('is the first of the largest', () => {
    expect(bestOf([0.1, 0.45, 0.45])).toBe(1);
    expect(bestOf(Float32Array.of(1))).toBe(0);
  });
});

describe('ranked', () => {
  it('puts the most probable first, and equal ones in their order', () => {
    expect(ranked(Float32Array.of(0.1, 0.3, 0.05, 0.3, 0.25))).toEqual([1, 3, 4, 0, 2]);
  });
});
