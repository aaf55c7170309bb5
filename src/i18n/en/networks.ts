import { common } from './common';

const { count, percent } = common.format;

/** Which network answers, on every screen that uses one; in English. */
export const networks = {
  label: 'Network',
  current: 'The run on the Train screen',
  shipped: 'Fashion-MNIST, comes with Atelier',
  forPhotos: 'Fashion-MNIST for photos, comes with Atelier',
  photo: {
    name: 'Photos, comes with Atelier',
    measured: (p: { training: number; photos: number; people: number; accuracy: number }) =>
      `Trained on ${count(p.training)} photos of clothes; ${percent(p.accuracy, 0)} right on ` +
      `${count(p.photos)} photos by ${count(p.people)} other people`,
  },
  stored: (p: { model: string; when: string }) => `${p.model}, ${p.when}`,
  /** Test accuracy where it was measured, else the last validation accuracy. */
  tested: (p: { model: string; accuracy: number }) =>
    `${p.model}, ${percent(p.accuracy, 1)} of the test images right`,
  validated: (p: { model: string; accuracy: number; epochs: number }) =>
    `${p.model}, ${percent(p.accuracy, 1)} of the validation images right after epoch ${p.epochs}`,
  /** Before what is known about images. */
  onPhotos: (p: { accuracy: number; photos: number; people: number; onImages: string }) =>
    `${percent(p.accuracy, 0)} right on ${count(p.photos)} photos by ${count(p.people)} people. ` +
    p.onImages,
  unmeasured: (p: { model: string }) => `${p.model}, not measured yet`,
  loading: 'Looking for networks',
  /** Beside the reason. */
  someMissing: 'Not all networks are there',
  /** Before the names of the ten answers. */
  failed: 'No network could be opened',
};

/** Shape of {@link networks}. */
export type NetworksMessages = typeof networks;
