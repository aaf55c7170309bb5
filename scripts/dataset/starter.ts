/** The starter sample: a tenth of Fashion-MNIST, committed, so that any checkout works. */
import { IMAGE_PIXELS, type ImageSet } from '../../src/domain/dataset';
import { stratifiedSplit } from '../../src/domain/split';

/** Share of each split that the sample takes: 6,000 of 60,000 and 1,000 of 10,000. */
const SHARE = 0.1;
/** Fixed for ever: another seed is another data set. */
const SEED = 2017;

/**
 * A tenth of the images of a split, every class in its share (stratified), drawn by a fixed seed
 * and kept in their original order. The same split always gives the same sample.
 */
export function sampleTenth(set: ImageSet): ImageSet {
  const { validation: chosen } = stratifiedSplit(set.labels, SHARE, SEED);
  const images = new Uint8Array(chosen.length * IMAGE_PIXELS);
  const labels = new Uint8Array(chosen.length);
  chosen.forEach((from, to) => {
    const start = from * IMAGE_PIXELS;
    images.set(set.images.subarray(start, start + IMAGE_PIXELS), to * IMAGE_PIXELS);
    labels[to] = set.labels[from] as number;
  });
  return { count: chosen.length, images, labels };
}

/** The licence under which Fashion-MNIST, and so the sample, may be passed on. */
export const STARTER_LICENCE = `The images and labels in this folder are a sample of one tenth of
Fashion-MNIST (https://github.com/zalandoresearch/fashion-mnist), drawn by scripts/pack-dataset.ts.
Fashion-MNIST is published under this licence:

The MIT License (MIT) Copyright © 2017 Zalando SE, https://tech.zalando.com

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
