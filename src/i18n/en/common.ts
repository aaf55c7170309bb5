import { FASHION_CLASSES } from '../../domain/dataset';
import { PHOTO_CATEGORIES } from '../../domain/photo/categories';
import { formatsFor } from '../format';

/** Numbers, names and words used on every screen, in English. */
export const common = {
  /** Name of the language in itself, and its locale for numbers and sorting. */
  languageName: 'English',
  locale: 'en-US',
  format: formatsFor('en-US', { hour: ' h', minute: ' min', second: ' s', millisecond: ' ms' }),
  /** What the photo network tells apart, in the order of its outputs. */
  photoCategories: [...PHOTO_CATEGORIES] as string[],
  /** The ten classes in label order, by the names of the data set's authors. */
  classes: [...FASHION_CLASSES] as string[],
  datasets: {
    'fashion-mnist': { name: 'Fashion-MNIST', description: 'All 70,000 images' },
    starter: { name: 'Starter sample', description: '7,000 images, comes with Atelier' },
  },
  splits: { all: 'All', train: 'Training', test: 'Test' },
  actions: {
    tryAgain: 'Try again',
    reload: 'Reload the page',
    close: 'Close',
    dismiss: 'Dismiss',
    more: 'More about this',
    details: 'Technical details',
  },
};

/** Shape of {@link common}. */
export type CommonMessages = typeof common;
