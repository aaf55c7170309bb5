import type { Mask, PhotoStepName, PixelImage, StepPicture } from '../../domain/photo/photo';
import { classes } from '../classes';
import { Icon } from '../icons';
import { MaskOutline } from './MaskOutline';
import { PictureCanvas } from './PictureCanvas';
import styles from './StepStrip.module.css';

/** Props of {@link StepStrip}. */
export interface StepStripProps {
  /** Name of the list. */
  label: string;
  steps: readonly StepPicture[];
  /** What was taken as garment, outlined on the steps that show it; null for none. */
  mask: Mask | null;
  /** Name of each step, and what it does. */
  texts: Record<PhotoStepName, { name: string; does: string }>;
}

/** Of a step's picture, in CSS pixels, unless its own pixels ask for more. */
const WIDTH = 140;

/** Steps whose pictures are on black, which their places continue. */
const ON_BLACK: ReadonlySet<PhotoStepName> = new Set(['garment', 'network']);

/** Steps whose pictures are the part with the garment, in its full size. */
const OUTLINED: ReadonlySet<PhotoStepName> = new Set(['crop', 'garment']);

/** The way of a photo to what the network sees: one picture a step, each with its name. */
export function StepStrip({ label, steps, mask, texts }: StepStripProps) {
  return (
    <ol className={styles.strip} aria-label={label}>
      {steps.map(({ step, image }, index) => (
        <li key={step} className={styles.step}>
          {index > 0 && (
            <span className={styles.arrow}>
              <Icon name="chevronRight" size={16} />
            </span>
          )}
          <figure style={{ width: step === 'network' ? evenWidth(image) : WIDTH }}>
            <div className={classes(styles.tile, ON_BLACK.has(step) && styles.onBlack)}>
              <PictureCanvas
                image={image}
                fit="contain"
                label={texts[step].name}
                isSharp={step === 'network'}
              />
              {mask && OUTLINED.has(step) && <MaskOutline mask={mask} fit="contain" />}
            </div>
            <figcaption className={styles.caption}>
              <strong>{texts[step].name}</strong>
              <span>{texts[step].does}</span>
            </figcaption>
          </figure>
        </li>
      ))}
    </ol>
  );
}

/** The least width at which every pixel of a picture is as large as the others. */
function evenWidth({ width }: PixelImage): number {
  return Math.ceil(WIDTH / width) * width;
}
