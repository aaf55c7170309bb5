import { common } from './common';

const { count, decimal, percent } = common.format;

const FASHION = 'Fashion-MNIST (Zalando Research, MIT licence)';

/** How right the network is that answers photos, and what it learned from; in English. */
export const howRight = {
  title: 'How right it is',
  trainedOn: {
    shipped: (p: { images: number }) =>
      `Trained on ${FASHION}: ${count(p.images)} catalogue images, grey, 28 × 28 pixels. It has seen no photo.`,
    forPhotos: (p: { images: number }) =>
      `Trained on ${FASHION}: ${count(p.images)} catalogue images, grey, 28 × 28 pixels, changed to look as if they had been cut out of photos. It has seen no photo.`,
    photo: (p: { photos: number; people: number }) =>
      `Trained on ${count(p.photos)} photos by ${count(p.people)} people from the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020). It also saw ${FASHION} in colours on drawn backgrounds, which is all that it knows of bags, and pictures without clothes: generated ones, and drawings and furniture in the public domain.`,
    own: (p: { name: string; images: number }) =>
      `Trained on ${p.name}: ${count(p.images)} images.`,
  },
  notMeasured: 'Nobody has measured on photos how right this network is.',
  overall: (p: { right: number; photos: number; people: number; share: number }) =>
    `${count(p.right)} of ${count(p.photos)} photos by ${count(p.people)} people right: ${percent(p.share)}`,
  overallInterval: (p: { low: number; high: number }) =>
    `(95% interval ${percent(p.low)} to ${percent(p.high)})`,
  /** Shares: of the photos that reach the usual threshold, and of these that are right. */
  usual: (p: { threshold: number; answered: number; right: number }) =>
    `${percent(p.answered, 0)} of these photos reach the usual threshold of ${percent(p.threshold, 0)}, and ${percent(p.right, 0)} of those are right. It is set so that about 80% reach it.`,
  measuredOn: 'Measured on:',
  /** The record's own words in the reader's language; null where they have no translation. */
  method: (p: { text: string }): string | null => p.text,
  limits:
    'Every answer counts here, also those that the Assistant calls “not sure”. Intervals are Wilson’s; photos of one person are alike, so the true ones are somewhat wider.',
  table: 'How right it is, by category',
  columns: {
    category: 'Photos of',
    pictures: 'Photos',
    right: 'Right',
    share: 'Share right, 95% interval',
    mistakes: 'Most often taken for',
  },
  /** Classes that are one label of the photos. */
  either: (names: readonly string[]) =>
    new Intl.ListFormat('en', { type: 'disjunction' }).format(names),
  share: (p: { share: number }) => percent(p.share, 0),
  interval: (p: { low: number; high: number }) =>
    `${decimal(p.low * 100, 0)} to ${percent(p.high, 0)}`,
  unmeasured: 'not measured',
  /** The number stays beside the last word. */
  mistake: (p: { name: string; pictures: number }) => `${p.name}\u00a0${count(p.pictures)}`,
  /** What a person's own run has instead. */
  onTestImages: {
    about: (p: { name: string }) =>
      `What is known is how it answered the test images (${p.name}) after its training. They are images of the data set, not photos, and do not tell how right it is about photos.`,
    overall: (p: { right: number; images: number; share: number }) =>
      `${count(p.right)} of ${count(p.images)} test images right: ${percent(p.share)}`,
    table: 'How right it is on test images of the data set, by category',
    columns: {
      category: 'Category',
      pictures: 'Test images',
      right: 'Right',
      share: 'Recall, 95% interval',
      mistakes: 'Most often taken for',
    },
    limits:
      'Recall is the share of a category’s test images that it answers right. Intervals are Wilson’s, and hold for other images of the same data set.',
  },
  loading: 'Fetching what was measured',
  failed: 'What was measured could not be fetched',
};

/** Shape of {@link howRight}. */
export type HowRightMessages = typeof howRight;
