import { describe, expect, it } from 'vitest';
import { AtelierError, type Failure } from './failure';
import {
  type DataFile,
  type DataFileKind,
  nameFromFile,
  namesTellParts,
  partByName,
  planFiles,
} from './own-data-files';

const file = (name: string, kind: DataFileKind, count: number | null = null): DataFile => {
  return { name, kind, count };
};
const FOUR = [
  file('t10k-labels-idx1-ubyte.gz', 'labels', 10),
  file('train-images-idx3-ubyte', 'images', 60),
  file('train-labels-idx1-ubyte.gz', 'labels', 60),
  file('t10k-images-idx3-ubyte.gz', 'images', 10),
];

function failureOf(files: DataFile[]): Failure | null {
  try {
    planFiles(files);
    return null;
  } catch (thrown) {
    if (thrown instanceof AtelierError) return thrown.failure;
    throw thrown;
  }
}

/** Names of a plan's files, in the order train images, train labels, test images, test labels. */
function planned(files: DataFile[]): string[] {
  const plan = planFiles(files);
  const parts = plan.split === 'made' ? [plan.all] : [plan.train, plan.test];
  return [
    plan.split,
    ...parts.flatMap((part) =>
      part.kind === 'csv' ? [part.file.name] : [part.images.name, part.labels.name],
    ),
  ];
}

describe('planFiles', () => {
  it('knows the four files of MNIST in any order', () => {
    const inOrder = [
      'files',
      'train-images-idx3-ubyte',
      'train-labels-idx1-ubyte.gz',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte.gz',
    ];
    for (let turn = 0; turn < 4; turn++) {
      expect(planned([...FOUR.slice(turn), ...FOUR.slice(0, turn)])).toEqual(inOrder);
    }
  });

  it('pairs by count where only one side is named', () => {
    const unnamed = [
      file('a', 'labels', 60),
      file('b', 'labels', 10),
      file('test', 'images', 10),
      file('x', 'images', 60),
    ];
    expect(planned(unnamed)).toEqual(['files', 'x', 'a', 'test', 'b']);
    const swapped = unnamed.map((entry) => {
      return { ...entry, kind: entry.kind === 'labels' ? 'images' : 'labels' } as DataFile;
    });
    expect(planned(swapped)).toEqual(['files', 'a', 'x', 'b', 'test']);
  });

  it('leaves a pair, or one CSV file, to be split', () => {
    expect(planned(FOUR.slice(1, 3))).toEqual(['made', FOUR[1]?.name, FOUR[2]?.name]);
    expect(planned([file('fashion-mnist_test.csv', 'csv')])).toEqual([
      'made',
      'fashion-mnist_test.csv',
    ]);
  });

  it('takes two CSV files by their names', () => {
    const files = [file('fashion-mnist_test.csv', 'csv'), file('fashion-mnist_train.csv', 'csv')];
    expect(planned(files)).toEqual(['files', 'fashion-mnist_train.csv', 'fashion-mnist_test.csv']);
  });

  it.each([
    ['two CSV files without "test"', [file('a.csv', 'csv'), file('b.csv', 'csv')]],
    ['two CSV files for testing', [file('test1.csv', 'csv'), file('test2.csv', 'csv')]],
    ['three CSV files', ['train', 'test', 'more'].map((name) => file(name, 'csv'))],
    ['CSV beside IDX', [file('train.csv', 'csv'), ...FOUR.slice(1, 3)]],
    ['four files without names', FOUR.map((entry, index) => ({ ...entry, name: `${index}` }))],
    ['three pairs', [...FOUR, file('a', 'images'), file('b', 'labels')]],
  ])('refuses %s as ambiguous, naming them all', (_, files) => {
    expect(failureOf(files)).toEqual({
      code: 'data-refused',
      file: files[0]?.name,
      fault: { code: 'ambiguous', files: files.map(({ name }) => name) },
    });
  });

  it.each([
    ['images alone', [FOUR[1]], FOUR[1]],
    ['labels alone', [FOUR[2]], FOUR[2]],
    ['images twice', [FOUR[1], FOUR[3]], FOUR[1]],
    ['no labels for testing', [FOUR[1], FOUR[2], FOUR[3]], FOUR[3]],
    ['no images to train on', [FOUR[0], FOUR[2], FOUR[3]], FOUR[2]],
    [
      'of three without names the one of another count',
      [file('a', 'images', 5), file('b', 'images', 6), file('c', 'labels', 6)],
      file('a', 'images', 5),
    ],
  ])('misses a partner: %s', (_, files, lonely) => {
    expect(failureOf(files as DataFile[])).toEqual({
      code: 'data-refused',
      file: lonely?.name,
      fault: { code: 'no-partner', kind: lonely?.kind },
    });
  });
});

describe('names', () => {
  it.each([
    ['t10k-images-idx3-ubyte', 'test'],
    ['mnist_test.csv', 'test'],
    ['Test.csv', 'test'],
    ['fashion-mnist_train.csv', 'train'],
    ['latest.csv', null],
    ['strain.csv', null],
  ])('%s is for %s', (name, part) => {
    expect(partByName(name)).toBe(part);
  });

  it('tell whether a split has to be made', () => {
    expect(namesTellParts(['a_train.csv', 'a_test.csv'])).toBe(true);
    expect(namesTellParts(['a_test.csv'])).toBe(false);
    expect(namesTellParts(['train-images', 'train-labels'])).toBe(false);
  });

  it('of files suggest one for the data set', () => {
    expect(nameFromFile('shop.csv.gz')).toBe('shop');
    expect(nameFromFile('train-images-idx3-ubyte.gz')).toBe('train-images');
    expect(nameFromFile('.csv')).toBe('.csv');
  });

  it('comes to an end with a name made to hold it up', () => {
    const name = `${'.gz'.repeat(100_000)}x`;
    expect(nameFromFile(name)).toBe(name);
  });
});
