import type { Dataset, ImageSet } from '../../domain/dataset';
import {
  PHOTO_LIKE,
  type PhotoLikeOptions,
  PhotoLikeViews,
} from '../../domain/photo/photo-like-view';
import { isShoe } from '../../domain/photo/shoe-from-above';
import { mix, randomStream } from '../../domain/random';
import type { TrainingSettings } from '../../domain/settings';
import type { StepPlan } from './trainer';

/** Steps, and the images that they are to be made on. */
export interface ShownSteps {
  images: ImageSet;
  plans: readonly StepPlan[];
}

const PHOTO_VIEW_STREAM = 6;

/**
 * Shows a trainer photo-like views of images in place of some of them. They are made before a trainer
 * sees them, so that every backend learns from the same bytes, and depend on nothing but the run's seed, the step
 * and the place in its batch: a run that continues sees what it would have seen.
 */
export class PhotoViews {
  readonly #share: number;
  readonly #seed: number;
  readonly #data: Pick<Dataset, 'train' | 'classes'>;
  readonly #bytes: number;
  readonly #views: PhotoLikeViews;
  #shown: ImageSet = { count: 0, images: new Uint8Array(), labels: new Uint8Array() };

  /**
   * @param data grey images of 28 x 28
   * @param options other views than those of a run, to measure what each part of them is good for
   */
  constructor(
    { photoViews, seed }: Pick<TrainingSettings, 'photoViews' | 'seed'>,
    data: Pick<Dataset, 'train' | 'classes'>,
    options: PhotoLikeOptions = PHOTO_LIKE,
  ) {
    this.#views = new PhotoLikeViews(options);
    this.#share = photoViews;
    this.#seed = seed;
    this.#data = data;
    this.#bytes = data.train.images.length / data.train.count;
  }

  /** The steps on images changed as they come; these are written anew by the next call. */
  show(plans: readonly StepPlan[]): ShownSteps {
    if (this.#share === 0) return { images: this.#data.train, plans };
    this.#reserve(plans.reduce((sum, { batch }) => sum + batch.length, 0));
    let next = 0;
    const shown = plans.map((plan) => {
      const batch = plan.batch.map((image, position) => {
        this.#write(image, plan.step, position, next);
        return next++;
      });
      return { ...plan, batch };
    });
    return { images: this.#shown, plans: shown };
  }

  #write(image: number, step: number, position: number, to: number): void {
    const { train, classes } = this.#data;
    const { images, labels } = this.#shown;
    const length = this.#bytes;
    const label = train.labels[image] as number;
    labels[to] = label;
    const random = randomStream(mix(this.#seed, PHOTO_VIEW_STREAM, step, position));
    if (random() < this.#share) {
      const shoe = isShoe(classes[label]);
      this.#views.write(train.images, image * length, shoe, random, images, to * length);
    } else {
      images.set(train.images.subarray(image * length, (image + 1) * length), to * length);
    }
  }

  #reserve(count: number): void {
    if (count <= this.#shown.count) return;
    const images = new Uint8Array(count * this.#bytes);
    this.#shown = { count, images, labels: new Uint8Array(count) };
  }
}
