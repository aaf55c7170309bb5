import { describe, expect, it } from 'vitest';
import { type DatasetManifest, FASHION_CLASSES } from './dataset';
import { AtelierError, type Failure } from './failure';
import { fingerprintOf, parseManifest } from './manifest';

const digest = (character: string) => character.repeat(64);

function valid(): DatasetManifest {
  return {
    format: 1,
    id: 'starter',
    classes: [...FASHION_CLASSES],
    fingerprint: digest('f'),
    splits: {
      train: {
        count: 5,
        sheets: [
          { file: 'train-0.png', count: 3, columns: 2, sha256: digest('0') },
          { file: 'train-1.png', count: 2, columns: 2, sha256: digest('1') },
        ],
        labels: { file: 'train-labels.bin', sha256: digest('2') },
      },
      test: {
        count: 1,
        sheets: [{ file: 'test-0.png', count: 1, columns: 100, sha256: digest('3') }],
        labels: { file: 'test-labels.bin', sha256: digest('4') },
      },
    },
  };
}

function failureOf(json: unknown): Failure {
  try {
    parseManifest(json, 'some.json');
  } catch (thrown) {
    if (thrown instanceof AtelierError) return thrown.failure;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

/** A valid manifest with the value at a dotted path replaced. */
function withValue(path: string, value: unknown): unknown {
  const json = structuredClone(valid()) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() as string;
  let place = json;
  for (const key of keys) place = place[key] as Record<string, unknown>;
  place[last] = value;
  return json;
}

describe('parseManifest', () => {
  it('returns a valid manifest unchanged and drops fields it does not know', () => {
    expect(parseManifest(JSON.parse(JSON.stringify(valid())))).toEqual(valid());
    expect(parseManifest({ ...valid(), extra: 1 })).toEqual(valid());
  });

  it.each([null, undefined, 'text', 3, [], {}])('refuses %j', (json) => {
    expect(failureOf(json)).toMatchObject({ code: 'manifest-invalid', file: 'some.json' });
  });

  const hostileNames = ['', '..', '.hidden', '../a.png', 'a/b.png', 'a\\b', 'http:x', '%2e%2e', 7];
  it.each(hostileNames)('refuses the file name %j', (name) => {
    expect(failureOf(withValue('splits.train.sheets.0.file', name))).toMatchObject({
      reason: 'splits.train.sheets[0].file: expected a plain file name',
    });
    expect(failureOf(withValue('splits.test.labels.file', name))).toMatchObject({
      reason: 'splits.test.labels.file: expected a plain file name',
    });
  });

  it.each([
    ['format', 2],
    ['format', '1'],
    ['id', 'cifar'],
    ['id', 'toString'],
    ['classes', FASHION_CLASSES.slice(1)],
    ['classes', [...FASHION_CLASSES.slice(1), ' ']],
    ['classes', { length: 10 }],
    ['fingerprint', digest('F')],
    ['fingerprint', 'abc'],
    ['splits', []],
    ['splits.test', undefined],
    ['splits.train.count', 6],
    ['splits.train.count', '5'],
    ['splits.train.count', 1e12],
    ['splits.train.sheets', []],
    ['splits.train.sheets', {}],
    ['splits.train.sheets.0.count', 3.5],
    ['splits.train.sheets.0.count', -3],
    ['splits.train.sheets.0.columns', 0],
    ['splits.train.sheets.0.columns', 586],
    ['splits.train.sheets.0.sha256', null],
    ['splits.train.labels.sha256', digest('g')],
  ])('refuses %s = %j and names the field', (path, value) => {
    const failure = failureOf(withValue(path, value));
    expect(failure).toMatchObject({ code: 'manifest-invalid', file: 'some.json' });
    const field = path.replace(/\.(\d)/, '[$1]').split('.')[0] as string;
    expect((failure as { reason: string }).reason).toContain(field);
  });

  it('refuses a sheet that no browser could draw', () => {
    const json = valid();
    json.splits.test.count = 600;
    json.splits.test.sheets = [{ file: 'a.png', count: 600, columns: 1, sha256: digest('0') }];
    expect(failureOf(json)).toMatchObject({
      reason: 'splits.test.sheets[0]: expected a sheet of at most 16384 pixels a side',
    });
  });

  it('refuses a file that is listed twice', () => {
    expect(failureOf(withValue('splits.test.labels.file', 'train-0.png'))).toMatchObject({
      reason: 'splits: train-0.png is listed twice',
    });
  });
});

describe('fingerprintOf', () => {
  it('lists sheets and labels, training first', () => {
    const { splits } = valid();
    const expected = ['0', '1', '2', '3', '4'].map(digest).join('\n');
    expect(fingerprintOf({ test: splits.test, train: splits.train })).toBe(expected);
  });
});
