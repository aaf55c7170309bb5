import { describe, expect, it } from 'vitest';
import { CLASS_COUNT, FASHION_CLASSES } from '../domain/dataset';
import type { Failure, FailureCode } from '../domain/failure';
import { LANGUAGES, messagesFor } from './messages';

/** Paths of all leaves, with what each is. */
function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value) || (typeof value === 'object' && value !== null)) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
  }
  return [`${path}: ${typeof value}`];
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(texts);
}

/** All texts, and the code of those that are made of facts. */
function sources(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(sources);
}

const FAILURES: { [Code in FailureCode]: Extract<Failure, { code: Code }> } = {
  'dataset-missing': { code: 'dataset-missing', dataset: 'fashion-mnist' },
  'manifest-invalid': { code: 'manifest-invalid', file: 'manifest.json', reason: 'format 2' },
  'file-unreachable': { code: 'file-unreachable', file: 'train-0.png', status: 404 },
  'file-damaged': { code: 'file-damaged', file: 'train-0.png' },
  'own-dataset-missing': { code: 'own-dataset-missing', dataset: 'own-0123456789abcdef' },
  'own-dataset-damaged': { code: 'own-dataset-damaged', name: 'shop.csv' },
  'dataset-not-stored': { code: 'dataset-not-stored', name: 'shop.csv', reason: 'full' },
  'data-refused': {
    code: 'data-refused',
    file: 'shop.csv',
    fault: { code: 'csv-label', line: 12, value: 10 },
  },
  'photo-refused': { code: 'photo-refused', file: 'coat.heic', fault: { code: 'damaged' } },
  'camera-failed': { code: 'camera-failed', fault: 'refused' },
  'network-missing': { code: 'network-missing', name: 'run-1' },
  'backend-unavailable': { code: 'backend-unavailable', backend: 'webgl', detail: 'no context' },
  'backend-timeout': { code: 'backend-timeout', backend: 'webgl', seconds: 60 },
  'backend-wrong': { code: 'backend-wrong', backend: 'webgl', error: 0.2 },
  'no-backend': { code: 'no-backend' },
  'loss-not-finite': { code: 'loss-not-finite', step: 12, epoch: 1, learningRate: 0.1 },
  'gpu-lost': { code: 'gpu-lost', backend: 'webgpu' },
  'worker-lost': { code: 'worker-lost', cause: 'hang' },
  'out-of-memory': { code: 'out-of-memory' },
  'storage-full': { code: 'storage-full' },
  'storage-unavailable': { code: 'storage-unavailable', reason: 'SecurityError' },
  'run-invalid': { code: 'run-invalid', reason: 'version 9' },
  unexpected: { code: 'unexpected', detail: 'TypeError: x' },
};

describe('messages', () => {
  it('have the same keys in every language', () => {
    const english = leaves(messagesFor('en')).sort();
    for (const language of LANGUAGES) {
      expect(leaves(messagesFor(language)).sort()).toEqual(english);
    }
  });

  it('leave no text empty or with stray spaces', () => {
    for (const language of LANGUAGES) {
      for (const text of texts(messagesFor(language))) {
        expect(text).toBe(text.trim());
        expect(text).not.toBe('');
      }
    }
  });

  it('name the classes as the authors of the data set do', () => {
    expect(messagesFor('en').common.classes).toEqual([...FASHION_CLASSES]);
    expect(new Set(messagesFor('ko').common.classes).size).toBe(CLASS_COUNT);
  });

  it('call a network 신경망 in Korean: 네트워크 reads as the connection to the internet', () => {
    const korean = sources(messagesFor('ko')).join('\n');
    expect(korean).toContain('신경망이 보는 것');
    expect(korean).not.toContain('네트워크');
  });

  it.each(LANGUAGES)('say of every failure what happened and what to do next (%s)', (language) => {
    const { failureText } = messagesFor(language);
    for (const failure of Object.values(FAILURES)) {
      const { happened, next } = failureText(failure);
      expect(happened).toMatch(/[.:!?)a-z가-힣]$/);
      expect(next.length).toBeGreaterThan(10);
    }
    expect(failureText(FAILURES['loss-not-finite']).next).toContain('0.01');
    expect(failureText(FAILURES['file-unreachable']).happened).toContain('404');
    const needed = { code: 'out-of-memory', bytes: 2_345_600_000 } as const;
    expect(failureText(needed).happened).toMatch(/2,346 MB/);
    expect(failureText({ ...needed, limit: 1_073_741_824 }).happened).toMatch(/2,346 MB.*1,074 MB/);
  });

  it.each(LANGUAGES)('advise to reload where the code is of another version (%s)', (language) => {
    const { failureText, common } = messagesFor(language);
    const unreachable = (file: string, status: number) =>
      failureText({ code: 'file-unreachable', file, status }).next;
    const reload = language === 'en' ? common.actions.reload : '페이지를 새로고침';
    expect(unreachable('kernels-1a2b3c.wasm', 404)).toContain(reload);
    expect(failureText({ code: 'file-damaged', file: 'kernels.wasm' }).next).toContain(reload);
    const usual = unreachable('train-0.png', 404);
    expect(usual).not.toContain(reload);
    expect(unreachable('kernels-1a2b3c.wasm', 0)).toBe(usual);
    expect(unreachable('kernels-1a2b3c.wasm', 503)).toBe(usual);
  });

  it.each(LANGUAGES)('show a file over the limit as larger than that (%s)', (language) => {
    const { assistant } = messagesFor(language);
    for (const bytes of [100_000_001, 100_300_000]) {
      const { happened } = assistant.fault({ code: 'file-too-large', bytes, limit: 100_000_000 });
      expect(happened).toMatch(/101 MB.*100 MB/);
    }
  });

  it.each(LANGUAGES)(
    'advise no packing of images where a network’s file is damaged (%s)',
    (language) => {
      const { failureText } = messagesFor(language);
      const damaged = (file: string) => failureText({ code: 'file-damaged', file }).next;
      expect(damaged('train-0.png')).toContain('npm run data');
      for (const file of ['weights.safetensors', 'photos.json']) {
        expect(damaged(file)).not.toContain('npm run data');
        expect(damaged(file)).toContain('public/models');
      }
    },
  );
});

describe('formats', () => {
  const { format } = messagesFor('en').common;

  it('write numbers', () => {
    expect(format.count(70_000)).toBe('70,000');
    expect(format.percent(0.8814)).toBe('88.1%');
    expect(format.percent(1, 0)).toBe('100%');
    expect(format.decimal(0.25, 4)).toBe('0.2500');
    expect(format.short(0.001)).toBe('0.001');
    expect(format.short(1e-7)).toBe('0.0000001');
  });

  it('write times in at most two units', () => {
    expect(format.seconds(0.0342)).toBe('34.2 ms');
    expect(format.seconds(1.84)).toBe('1.8 s');
    expect(format.seconds(9.97)).toBe('10 s');
    expect(format.duration(59.6)).toBe('1 min 0 s');
    expect(format.duration(125)).toBe('2 min 5 s');
    expect(format.duration(3599.4)).toBe('59 min 59 s');
    expect(format.duration(4320)).toBe('1 h 12 min');
    expect(messagesFor('ko').common.format.duration(125)).toBe('2분 5초');
  });
});
