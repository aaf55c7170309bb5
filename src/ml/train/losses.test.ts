import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../domain/random';
import { LOSS_IDS, type LossId } from '../../domain/settings';
import { relativeDifference, startInNode } from '../testing';
import { lossPerImage } from './losses';

beforeAll(() => startInNode('cpu'));

/** The same losses in plain numbers, for one image. */
const PLAIN: Record<LossId, (logits: number[], label: number) => number> = {
  crossEntropy(logits, label) {
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
    return -Math.log(Math.exp(logits[label] as number) / sum);
  },
  hinge(logits, label) {
    const margins = logits.map((logit) => Math.max(0, logit - (logits[label] as number) + 1));
    return margins.reduce((total, margin, index) => total + (index === label ? 0 : margin), 0);
  },
};

function losses(loss: LossId, logits: number[][], labels: number[]): number[] {
  return tf.tidy(() => [
    ...lossPerImage(loss, tf.tensor2d(logits), oneHot(logits, labels)).dataSync(),
  ]);
}

function oneHot(logits: number[][], labels: number[]): tf.Tensor2D {
  return tf.oneHot(tf.tensor1d(labels, 'int32'), logits[0]?.length ?? 0).toFloat() as tf.Tensor2D;
}

/** 8 images of 10 classes. */
function examples(): { logits: number[][]; labels: number[] } {
  const random = randomStream(11);
  const logits = Array.from({ length: 8 }, () =>
    Array.from({ length: 10 }, () => 6 * random() - 3),
  );
  return { logits, labels: logits.map((_, index) => (index * 3) % 10) };
}

describe('cross-entropy', () => {
  it('is ln 10 where nothing is known', () => {
    expect(losses('crossEntropy', [new Array(10).fill(0)], [3])).toEqual([
      expect.closeTo(Math.LN10, 5),
    ]);
  });

  it('agrees with a case computed by hand', () => {
    // Probabilities 1/6, 2/6, 3/6.
    const logits = [[0, Math.log(2), Math.log(3)]];
    expect(losses('crossEntropy', logits, [0])).toEqual([expect.closeTo(Math.log(6), 5)]);
    expect(losses('crossEntropy', logits, [2])).toEqual([expect.closeTo(Math.log(2), 5)]);
  });

  it("agrees with tfjs's own", () => {
    const { logits, labels } = examples();
    const theirs = tf.tidy(() =>
      tf.losses
        .softmaxCrossEntropy(
          oneHot(logits, labels),
          tf.tensor2d(logits),
          undefined,
          0,
          tf.Reduction.NONE,
        )
        .dataSync(),
    );
    expect(relativeDifference(losses('crossEntropy', logits, labels), theirs)).toBeLessThan(1e-6);
  });

  it('stays finite and right for logits whose exponentials are not', () => {
    const logits = [
      [1000, 0, -1000],
      [-5000, -5000, -5001],
    ];
    expect(losses('crossEntropy', logits, [0, 0])[0]).toBe(0);
    expect(losses('crossEntropy', logits, [1, 0])[0]).toBe(1000);
    expect(losses('crossEntropy', logits, [2, 0])[0]).toBe(2000);
    // ln(1 + 1 + 1/e); single precision around 5000 has steps of 0.0005.
    expect(losses('crossEntropy', logits, [0, 0])[1]).toBeCloseTo(Math.log(2 + Math.exp(-1)), 3);
  });
});

describe('label smoothing', () => {
  const SMOOTHING = 0.2;

  /** Against targets of (1 - s) + s / 10 and s / 10. */
  function plainSmoothed(logits: number[], label: number): number {
    return logits.reduce((sum, _, index) => {
      const target = SMOOTHING / logits.length + (index === label ? 1 - SMOOTHING : 0);
      return sum + target * PLAIN.crossEntropy(logits, index);
    }, 0);
  }

  it('is the cross-entropy with targets that leave something to every class', () => {
    const { logits, labels } = examples();
    const actual = tf.tidy(() => [
      ...lossPerImage(
        'crossEntropy',
        tf.tensor2d(logits),
        oneHot(logits, labels),
        SMOOTHING,
      ).dataSync(),
    ]);
    const expected = logits.map((row, index) => plainSmoothed(row, labels[index] as number));
    expect(relativeDifference(actual, expected)).toBeLessThan(1e-6);
  });

  it('pulls logits towards its targets: gradient softmax - target', () => {
    const { logits, labels } = examples();
    const [row, label] = [logits[0] as number[], labels[0] as number];
    const gradient = tf.tidy(() => {
      const truth = oneHot([row], [label]);
      const loss = (values: tf.Tensor) =>
        lossPerImage('crossEntropy', values as tf.Tensor2D, truth, SMOOTHING).sum();
      return [
        ...tf
          .grad(loss)(tf.tensor2d([row]))
          .dataSync(),
      ];
    });
    const sum = row.reduce((total, logit) => total + Math.exp(logit), 0);
    const expected = row.map((logit, index) => {
      const target = SMOOTHING / row.length + (index === label ? 1 - SMOOTHING : 0);
      return Math.exp(logit) / sum - target;
    });
    expect(relativeDifference(gradient, expected)).toBeLessThan(1e-5);
  });

  it('changes nothing at 0, and nothing about the hinge', () => {
    const { logits, labels } = examples();
    tf.tidy(() => {
      const [values, truth] = [tf.tensor2d(logits), oneHot(logits, labels)];
      for (const [loss, smoothing] of [
        ['crossEntropy', 0],
        ['hinge', 0.3],
      ] as const) {
        const with_ = lossPerImage(loss, values, truth, smoothing).dataSync();
        expect([...with_]).toEqual([...lossPerImage(loss, values, truth).dataSync()]);
      }
    });
  });
});

describe('hinge', () => {
  it('agrees with a case computed by hand', () => {
    // Right class 0: max(0, 1 - 3 + 1) + max(0, 2.5 - 3 + 1) = 0 + 0.5.
    expect(losses('hinge', [[3, 1, 2.5]], [0])[0]).toBeCloseTo(0.5, 6);
    // Right class 1: (3 - 1 + 1) + (2.5 - 1 + 1) = 5.5.
    expect(losses('hinge', [[3, 1, 2.5]], [1])[0]).toBeCloseTo(5.5, 6);
  });

  it('is 0 once the right class leads by the margin, and 9 where nothing is known', () => {
    expect(losses('hinge', [[5, 4, 3]], [0])).toEqual([0]);
    expect(losses('hinge', [new Array(10).fill(0)], [3])).toEqual([9]);
  });
});

describe.each(LOSS_IDS)('%s', (loss) => {
  it('is computed for each image by itself', () => {
    const { logits, labels } = examples();
    const expected = logits.map((row, index) => PLAIN[loss](row, labels[index] as number));
    expect(relativeDifference(losses(loss, logits, labels), expected)).toBeLessThan(1e-5);
  });

  it('has the gradient that its slope in plain numbers gives', () => {
    const { logits, labels } = examples();
    const gradient = tf.tidy(() => {
      const truth = oneHot(logits, labels);
      const mean = (values: tf.Tensor) => lossPerImage(loss, values as tf.Tensor2D, truth).mean();
      return [...tf.grad(mean)(tf.tensor2d(logits)).dataSync()];
    });
    const tiny = 1e-6;
    const slopes = logits.flatMap((row, image) =>
      row.map((_, position) => {
        const moved = (by: number) =>
          row.map((value, index) => (index === position ? value + by : value));
        const label = labels[image] as number;
        const rise = PLAIN[loss](moved(tiny), label) - PLAIN[loss](moved(-tiny), label);
        return rise / (2 * tiny) / logits.length;
      }),
    );
    expect(relativeDifference(gradient, slopes)).toBeLessThan(1e-5);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    losses(loss, examples().logits, examples().labels);
    expect(tf.memory().numTensors).toBe(before);
  });
});
